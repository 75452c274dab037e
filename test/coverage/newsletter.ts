import { arms, estimatorNames, estimators } from '../../language-server/simulation/arms.ts';
import type { PlantedWorld } from '../support/planted.ts';
import { isHeld, isPlanted, plantedIn } from '../support/planted.ts';
import { tableOf } from './tables.ts';

/** Of the intervals of each arm's value, how many hold the truth. */
export function valuesTable(worlds: readonly PlantedWorld[]): string {
  const all = worlds.flatMap(({ values }) => values);
  return tableOf(
    ['', ...estimators.map((estimator) => estimatorNames[estimator])],
    arms.map((arm) => [
      arm,
      ...estimators.map((estimator) => {
        const own = all.filter((each) => each.arm === arm && each.estimator === estimator);
        return `${String(own.filter(isHeld).length)} of ${String(own.length)}`;
      }),
    ]),
  );
}

/** How a run judges what is planted, one log a row. */
export function surprisesTable(worlds: readonly ({ seed: number } & PlantedWorld)[]): string {
  return tableOf(
    ['seed', '3 a.m.', 'why', 'mornings', 'others sound', 'let through'],
    worlds.map(({ seed, result }) => {
      const report = result.surprises;
      if (!report) throw new Error('the newsletter example does not say what is surprising');
      const { luck, mornings, falselySound } = plantedIn(report);
      const others = report.patterns.filter((each) => !isPlanted(each));
      const decisions = others.reduce((sum, each) => sum + each.decisions, 0);
      const unsound = others.reduce((sum, each) => sum + each.unsoundThen, 0);
      return [
        String(seed),
        luck?.isSound ? 'sound' : 'unsound',
        luck?.reasons.join('; ') ?? 'looks like nothing',
        `${String(mornings.filter(({ isSound }) => isSound).length)} of 3 sound`,
        `${String(falselySound.length)} of ${String(others.length)}`,
        `${String(decisions - unsound)} of ${String(decisions)}`,
      ];
    }),
  );
}
