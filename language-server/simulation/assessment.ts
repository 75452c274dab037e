import { DAY } from '../policy/clock.ts';
import { formatValue } from '../policy/format.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import type { Proposal } from './agent.ts';
import type { BatchView } from './batch-view.ts';
import { calibrationOf, calibrationOnOutcomes } from './calibration/calibrate.ts';
import type { Calibration } from './calibration/calibrate.ts';
import { createOutcomeSample } from './calibration/outcome-sample.ts';
import { createTallies } from './calibration/tally.ts';
import type { Cells } from './cells.ts';
import type { Ending } from './decide.ts';
import { ESCALATED } from './decide.ts';
import type { People } from './people.ts';
import type { ReplayResult } from './result.ts';
import { cellWords } from './surprise/cell-words.ts';
import { surpriseReport } from './surprise/report.ts';
import { benchesOf } from './thresholds/bench.ts';
import type { CollectorParts } from './thresholds/collect.ts';
import { createThresholdCollector } from './thresholds/collect.ts';

/** Whether what the agent says of itself, and the numbers of the policy, can be trusted. */
export interface Assessment {
  begin: (view: BatchView) => void;
  /** One decision, before the state moves. */
  add: (row: number, proposal: Proposal, ending: Ending) => void;
  finish: () => Pick<ReplayResult, 'calibration' | 'thresholds' | 'surprises'>;
}

const stopped = 'a boundary stopped the choice';
const unsaid = 'the agent does not say how sure it is';

export function createAssessment(
  policy: Policy,
  simulation: Simulation,
  parts: CollectorParts & { people: People; cells: Cells; cellColumns: readonly string[] },
): Assessment {
  const { people, patterns, cells, ofRow } = parts;
  const thresholds = createThresholdCollector(policy, simulation, parts);
  const reviewed = createTallies();
  const left = { stopped: 0, unanswered: 0, unsaid: 0 };
  const uncompared = { usual: 0, unsaid: 0, crowded: 0 };
  const outcomes = createOutcomeSample();
  const approves = simulation.reviewer.map(({ answer }) => answer === 'approves');
  const above = policy.surprises?.surprisingAbove ?? Infinity;
  const surprises = {
    surprising: 0,
    sound: 0,
    untold: 0,
    byPattern: new Map<number, { decisions: number; unsound: number }>(),
  };
  const { count, usual, finite } = ofRow.lanes;
  let view!: BatchView;

  /** What the reviewer would say is asked of every decision, also where nobody was. */
  function calibrate(row: number, judged: number, answer: number, confidence: number): void {
    if (answer < 0) left.unanswered++;
    else if (!reviewed.add(confidence, approves[answer]!)) left.unsaid++;
    const pattern = patterns.refused === undefined ? patterns.patternOf(judged) : -1;
    if (judged === usual) uncompared.usual++;
    else if (!(confidence >= 0 && confidence <= 1)) uncompared.unsaid++;
    else if (pattern < 0) uncompared.crowded++;
    else outcomes.add(pattern, confidence, Math.floor(view.moments[row]! / DAY));
  }

  function surprise(judged: number): void {
    if (!finite || !(cells.surpriseOf(judged) > above)) return;
    surprises.surprising++;
    const sound = patterns.sound(judged);
    if (sound === 1) surprises.sound++;
    if (Number.isNaN(sound)) surprises.untold++;
    const pattern = patterns.patternOf(judged);
    if (pattern < 0 || judged === usual) return;
    const counts = surprises.byPattern.get(pattern) ?? { decisions: 0, unsound: 0 };
    counts.decisions++;
    if (sound !== 1) counts.unsound++;
    surprises.byPattern.set(pattern, counts);
  }

  function againstOutcomes(findings: ReturnType<typeof patterns.finish>): Calibration {
    const others = [
      { reason: stopped, decisions: left.stopped },
      {
        reason: 'the choice is the usual one, and nothing against itself',
        decisions: uncompared.usual,
      },
      { reason: unsaid, decisions: uncompared.unsaid },
      { reason: 'the context has more cells than are kept', decisions: uncompared.crowded },
    ];
    return patterns.refused === undefined
      ? calibrationOnOutcomes(outcomes, { ...findings, left: others }, policy)
      : { against: 'outcomes', n: 0, left: [], refused: patterns.refused };
  }

  return {
    begin: (next) => {
      view = next;
      thresholds.begin(view);
    },
    add: (row, proposal, ending) => {
      const { judged, verdict } = ending;
      const answer = judged < 0 ? -1 : people.answer(row, judged);
      thresholds.add(view, row, ending, answer);
      if (proposal.lane < 0 || judged < 0) return;
      if (policy.surprises) surprise(judged);
      if (verdict > ESCALATED) left.stopped++;
      else calibrate(row, judged, answer, proposal.confidences[judged]!);
    },
    finish: () => {
      const findings = patterns.finish();
      const report = surpriseReport(policy, surprises, {
        findings,
        refused: patterns.refused,
        wordsOf: (pattern) => ({
          context: cellWords(cells.contextOf(Math.floor(pattern / count)), parts.cellColumns, {
            policy,
            wordsOf: (column) => view.dictionary({ kind: 'column', name: column }),
          }),
          choice: formatValue(ofRow.lanes.values[pattern % count], policy.choice.type, policy.data),
        }),
      });
      return {
        calibration: [
          calibrationOf('reviewers', {
            tallies: reviewed.finish(),
            left: [
              { reason: stopped, decisions: left.stopped },
              { reason: 'the reviewer has no answer to it', decisions: left.unanswered },
              { reason: unsaid, decisions: left.unsaid },
            ],
          }),
          againstOutcomes(findings),
        ],
        thresholds: benchesOf(policy, thresholds.finish()),
        ...(report ? { surprises: report } : {}),
      };
    },
  };
}
