import { newsletterRows } from '../../examples/generator/newsletter.mjs';
import { clickProbability } from '../../examples/generator/newsletter-truth.mjs';
import { arms, estimators } from '../../language-server/simulation/arms.ts';
import type { Arm, Estimator } from '../../language-server/simulation/arms.ts';
import type { Estimate } from '../../language-server/simulation/estimates.ts';
import type { ReplayResult } from '../../language-server/simulation/result.ts';
import type {
  SurprisePattern,
  SurpriseReport,
} from '../../language-server/simulation/surprise/report.ts';
import { newsletterPolicy, replayNewsletter } from './newsletter-world.ts';

export interface PlantedWorld {
  result: ReplayResult;
  values: PlantedValue[];
}

interface PlantedValue {
  arm: Arm;
  estimator: Estimator;
  estimate: Exclude<Estimate, { refused: string }>;
  /** The mean probability of a click, as the generator knows it, of what the arm did. */
  truth: number;
}

/** Replays the newsletter example on a log of its generator whose truth is kept beside it. */
export async function plantedWorld(
  seed: number,
  { resamples = 500 }: { resamples?: number } = {},
): Promise<PlantedWorld> {
  const log = { seed, rows: 120_000 };
  const rows = [...newsletterRows(log)];
  const sums = { logged: 0, agent: 0, policy: 0 };
  const result = await replayNewsletter(await newsletterPolicy(), {
    ...{ ...log, resamples },
    onDecided: ({ view, row, lanes, proposal, ending }) => {
      const { device, engagement, sendHour } = rows[view.batch.rows[row]! - 1]!;
      const date = Math.floor(view.locals[row]! / 86_400_000);
      const rate = (hour: number): number =>
        clickProbability({ device: device || 'desktop', engagement, hour, date });
      const ofLane = (lane: number): number => (lane < 0 ? 0 : rate(lanes.values[lane]! / 60));
      sums.logged += rate(sendHour);
      sums.agent += ofLane(proposal.lane);
      sums.policy += ofLane(ending.carried);
    },
  });
  const { value, decisions, carriedOut } = result;
  const values = arms.flatMap((arm) =>
    estimators.map((estimator): PlantedValue => {
      const estimate = value[arm][estimator];
      if ('refused' in estimate) throw new Error(estimate.refused);
      // SNIPS is of the decisions that the arm carries out.
      const isPart = arm === 'policy' && estimator === 'snips';
      return { arm, estimator, estimate, truth: sums[arm] / (isPart ? carriedOut : decisions) };
    }),
  );
  return { result, values };
}

export function isHeld({ estimate: { low, high }, truth }: PlantedValue): boolean {
  return low <= truth && truth <= high;
}

const mornings = ['06:00', '07:00', '08:00'];

/** What the generator plants, as a run judges it. */
export function plantedIn({ patterns }: SurpriseReport): {
  /**
   * Clicks of dormant desktop readers at 3 a.m. that luck alone brought; undefined where they do not
   * even look like a pattern, and the agent went for none.
   */
  luck: SurprisePattern | undefined;
  /** The hours at which mobile readers who are active do click more. */
  mornings: SurprisePattern[];
  /** Patterns that are called sound and that nothing was planted for. */
  falselySound: SurprisePattern[];
} {
  const found = (context: string, choice: string): SurprisePattern | undefined =>
    patterns.find((each) => each.context === context && each.choice === choice);
  return {
    luck: found('device is desktop and engagement is dormant', '03:00'),
    mornings: mornings.flatMap(
      (hour) => found('device is mobile and engagement is active', hour) ?? [],
    ),
    falselySound: patterns.filter((each) => each.isSound && !isPlanted(each)),
  };
}

/** Whether a choice does better than the usual one there, as the generator knows. */
export function isPlanted({ context, choice }: SurprisePattern): boolean {
  return context.startsWith('device is mobile') && mornings.includes(choice);
}
