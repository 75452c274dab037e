import { Temporal } from 'temporal-polyfill';
import type { Window } from '../../language-server/policy/model.ts';

const DAY = 86_400_000;

interface Send {
  handoff: number;
  moment: number;
  count: number;
}

interface Counted {
  ahead: boolean;
  /** Whether the sends of a handoff count. */
  counts: (handoff: number) => boolean;
}

/** Who was sent how much and when, as lists; windows as the history's own documentation says. */
export function plainHistory() {
  const sends = new Map<string, Send[]>();
  const of = (subject: string): Send[] => sends.get(subject) ?? [];
  return {
    record: (subject: string, handoff: number, moment: number, count: number): void => {
      sends.set(subject, [...of(subject), { handoff, moment, count }]);
    },
    /** When the nearest send of a handoff takes effect; of two the earlier one. */
    nearest: (subject: string, handoff: number, moment: number): number =>
      of(subject)
        .filter((send) => send.handoff === handoff)
        .map((send) => send.moment)
        .sort((one, other) => Math.abs(one - moment) - Math.abs(other - moment) || one - other)[0]!,
    sent: (
      subject: string,
      moment: number,
      window: Window,
      { zone, ahead, counts }: Counted & { zone: string | undefined },
    ): number | undefined => {
      const all = of(subject).filter(
        (send) => counts(send.handoff) && (ahead || send.moment <= moment),
      );
      if (window.kind === 'calendar') {
        const unit = unitOf(window.unit, moment, zone);
        if (unit === undefined) return undefined;
        return total(all.filter((send) => unitOf(window.unit, send.moment, zone) === unit));
      }
      const length = window.milliseconds;
      const ends = [moment, ...all.map((send) => send.moment)].filter(
        (end) => end >= moment && end - length < moment,
      );
      return Math.max(
        ...ends.map((end) =>
          total(all.filter((send) => send.moment > end - length && send.moment <= end)),
        ),
      );
    },
    sinceLast: (subject: string, moment: number, { ahead, counts }: Counted): number =>
      Math.min(
        Infinity,
        ...of(subject)
          .filter((send) => counts(send.handoff) && (ahead || send.moment <= moment))
          .map((send) => Math.abs(send.moment - moment)),
      ),
  };
}

function total(sends: Send[]): number {
  return sends.reduce((sum, { count }) => sum + count, 0);
}

function unitOf(
  unit: 'day' | 'week' | 'month',
  moment: number,
  zone: string | undefined,
): string | undefined {
  if (zone === undefined) return undefined;
  const local = at(moment, zone);
  if (unit === 'month') return `${local.year}-${local.month}`;
  const day = local.toPlainDate();
  return (unit === 'day' ? day : day.subtract({ days: day.dayOfWeek - 1 })).toString();
}

const known = new Map<string, Temporal.ZonedDateTime>();

function at(moment: number, zone: string): Temporal.ZonedDateTime {
  const key = `${moment} ${zone}`;
  let local = known.get(key);
  if (!local) {
    local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
    known.set(key, local);
  }
  return local;
}

/** Days since 1970-01-01 as the clock shows them. */
export function localDate(
  moment: number | undefined,
  zone: string | undefined,
): number | undefined {
  if (moment === undefined || zone === undefined) return undefined;
  const { year, month, day } = at(moment, zone);
  return Date.UTC(year, month - 1, day) / DAY;
}

export function weekdayOf(date: number | undefined): number | undefined {
  return date === undefined ? undefined : plainDate(date).dayOfWeek;
}

export function monthOf(date: number | undefined): number | undefined {
  return date === undefined ? undefined : plainDate(date).month;
}

function plainDate(date: number): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: date });
}

/**
 * When a chosen time of day takes effect: then, on the local date of the logged moment; the
 * logged moment itself where it lies in that step of the clock.
 */
export function effectOf(
  moment: number | undefined,
  zone: string | undefined,
  minutes: number,
  step: number,
): number | undefined {
  if (moment === undefined || zone === undefined) return undefined;
  const local = at(moment, zone);
  const logged = Math.floor((local.hour * 60 + local.minute) / step) * step;
  if (minutes === logged) return moment;
  const time = new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60);
  return local.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}
