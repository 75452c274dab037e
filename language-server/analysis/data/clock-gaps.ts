import { candidates } from '../../policy/choices.ts';
import { createClock, DAY } from '../../policy/clock.ts';
import { counted, formatNumber, formatValue } from '../../policy/format.ts';
import type { Policy, Rule } from '../../policy/model.ts';
import { listWords } from '../../policy/words.ts';
import { comparisonsOf, literalNumber } from '../conditions.ts';
import type { Finding } from '../finding.ts';
import { typeDomain } from './domains.ts';
import type { DataFacts } from './facts.ts';
import { timeSpan } from './facts.ts';
import type { Gap } from './gaps.ts';
import { gapsOf } from './gaps.ts';
import { outcomesOf } from './outcomes.ts';

/** How far behind the last moment of the data a policy is looked at: it will be in force then. */
const ahead = 365 * DAY;

interface ZoneGap extends Gap {
  zone: string;
  /** Of the data, on this zone's clock. */
  rows: number;
}

/** A time of day that a gap skips, and what becomes of it. */
interface Skipped {
  gap: ZoneGap;
  time: number;
  /** The time of day at which a choice of it takes effect. */
  later: number;
  /** Whether it may be chosen at all, whatever the row. */
  isFree: boolean;
  /** A boundary that forbids to choose what a choice of it comes to. */
  despite: Rule | undefined;
}

/**
 * Times of day of a chosen time that do not exist on some date in a zone that occurs in the data:
 * the usual one, the bounds of windows, and what the agent may choose and would take effect when
 * that is forbidden.
 */
export function clockGapFindings(policy: Policy, facts: DataFacts): Finding[] {
  const span = timeSpan(policy, facts);
  const { choice, usual, rules } = policy;
  if (choice.type.kind !== 'time' || !span) return [];
  const period = { from: span.min, to: span.max + ahead };
  const gaps = facts.clocks.zones.flatMap(({ zone, rows }) =>
    gapsOf(zone, period).map((gap): ZoneGap => ({ ...gap, zone, rows })),
  );
  const clock = createClock();
  const isFree = (time: number): boolean => !forbidding(time, policy);
  const skippedOf = (times: readonly number[]): Skipped[] =>
    gaps.flatMap((gap) =>
      times
        .filter((time) => time >= gap.from && time < gap.to)
        .map((time): Skipped => {
          const later = clock.localOf(gap.zone, clock.toEpoch(gap.zone, gap.date, time)).time;
          const despite = isFree(time) ? forbidding(later, policy) : undefined;
          return { gap, time, later, isFree: isFree(time), despite };
        }),
    );
  const found = (start: string, skipped: readonly Skipped[], at = policy.at): Finding[] =>
    skipped.length === 0
      ? []
      : [{ code: 'clock-gap', message: `${start} ${gapWords(skipped, facts)}`, at }];
  const mayChoose = (candidates(choice.type) ?? []).filter(
    (time) => time !== usual && isFree(time),
  );
  return [
    ...found(
      `The usual \`${choice.column}\``,
      typeof usual === 'number' && isFree(usual) ? skippedOf([usual]) : [],
    ),
    ...rules.flatMap((rule) => found(`In \`${rule.name}\`,`, skippedOf(boundsOf(rule)), rule.at)),
    ...found(
      `Of what the agent may choose as \`${choice.column}\`,`,
      // An hour later once a year is no matter, unless that is an hour that nothing may be sent in.
      skippedOf(mayChoose).filter(({ despite }) => despite),
    ),
  ];
}

/** What is wrong with times that gaps skip: the worst of them, and how many more there are. */
function gapWords(skipped: readonly Skipped[], facts: DataFacts): string {
  const worst =
    skipped.find(({ despite }) => despite) ?? skipped.find(({ isFree }) => isFree) ?? skipped[0]!;
  const { gap } = worst;
  const times = skipped.filter((each) => each.gap === gap).map(({ time }) => time);
  const dates = new Set(skipped.map((each) => each.gap.date)).size;
  const zones = new Set(skipped.map((each) => each.gap.zone)).size;
  const others =
    dates * zones === 1
      ? ''
      : `, one of ${counted(dates, 'such date')} in ${counted(zones, 'zone')}`;
  const where = `\`${gap.zone}\` (${formatNumber(gap.rows)} of ${formatNumber(facts.rows)} rows)`;
  const date = formatValue(gap.date, { kind: 'date' });
  return `${timesWords(times)} not exist in ${where} on ${date}${others}: ${consequence(worst)}`;
}

/** See `Clock.toEpoch`. */
function consequence({ time, later, isFree, despite }: Skipped): string {
  if (!isFree) return 'rules read the time that was chosen, whatever the clocks show';
  const forbidden = despite ? `, which \`${despite.name}\` forbids` : '';
  return `a choice of ${shown(time)} is judged as such, and takes effect at ${shown(later)}${forbidden}`;
}

/** `02:30 does`. */
function timesWords(times: readonly number[]): string {
  const [first = 0] = times;
  const last = times[times.length - 1] ?? 0;
  if (times.length <= mostTimes) {
    return `${listWords(times.map(shown), 'or')} ${times.length === 1 ? 'does' : 'do'}`;
  }
  return `${formatNumber(times.length)} times from ${shown(first)} to ${shown(last)} do`;
}

const mostTimes = 3;

function shown(time: number): string {
  return formatValue(time, { kind: 'time', step: 1 });
}

/** The first boundary that a choice breaks whatever the row, and that leaves no say to a person. */
function forbidding(time: number, policy: Policy): Rule | undefined {
  return policy.rules.find(
    ({ kind, otherwise, fires }) =>
      kind === 'boundary' &&
      otherwise.kind !== 'escalate' &&
      !outcomesOf(
        fires,
        (leaf) =>
          leaf.kind === 'choice' ? { kind: 'values', values: [time] } : typeDomain(leaf, policy),
        policy.calendars,
      ).canBeFalse,
  );
}

/** The times of day that a rule holds the choice against. */
function boundsOf({ fires }: Rule): number[] {
  const bounds = comparisonsOf(fires).flatMap((comparing) => {
    switch (comparing.kind) {
      case 'compare':
        return comparing.left.kind === 'choice'
          ? [comparing.right]
          : comparing.right.kind === 'choice'
            ? [comparing.left]
            : [];
      case 'between':
        return comparing.of.kind === 'choice' ? [comparing.low, comparing.high] : [];
      case 'farFrom':
        return [];
    }
  });
  const times = bounds.map(literalNumber).filter((time) => time !== undefined);
  return [...new Set(times)].sort((left, right) => left - right);
}
