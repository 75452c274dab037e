import type { SimulationRun } from './simulation-run.ts';

/** One run as one object; fields may be added, none is renamed. */
export function runJson({ result, facts }: SimulationRun): object {
  const { rows, decisions, verdicts, rules, undecidable, value } = result;
  return {
    file: facts.file,
    handoff: facts.handoff,
    simulation: facts.simulation,
    seed: facts.seed,
    policyHash: facts.policyHash,
    dataHash: facts.dataHash,
    data: facts.dataPath,
    agent: facts.agent,
    rows,
    before: result.before,
    decisions,
    carriedOut: result.carriedOut,
    moved: result.moved,
    usual: result.usual,
    verdicts,
    rules: rules.map(({ name, file, line, fired, unknown, block }) => ({
      name,
      file,
      line,
      fired,
      unknown,
      block,
    })),
    undecidable,
    unusable: result.unusable,
    failures: result.failures,
    people: result.people,
    autonomy: result.autonomy,
    learned: result.learned,
    ...(result.goal === undefined ? {} : { goal: result.goal }),
    value: { logged: value.logged, agent: value.agent, policy: value.policy },
    undeclared: facts.undeclared,
    dataProblems: facts.dataProblems,
    notices: result.notices,
    ...(facts.log === undefined ? {} : { log: facts.log }),
  };
}
