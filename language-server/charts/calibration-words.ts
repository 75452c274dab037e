import { counted } from '../policy/format.ts';

/** The log loss, and of how many decisions it would be infinite were it not clipped. */
export function logLossWords({
  logLoss,
  certainAndWrong,
}: {
  logLoss: number;
  certainAndWrong: number;
}): string {
  return [logLoss.toFixed(4), ...certainWords(certainAndWrong)].join(', ');
}

/** Nothing where none was. */
export function certainWords(certainAndWrong: number): string[] {
  if (certainAndWrong === 0) return [];
  const were = certainAndWrong === 1 ? 'was' : 'were';
  return [`${counted(certainAndWrong, 'decision')} ${were} certain and wrong, at 34.5 each`];
}

/** Steps can be so close that one decimal would call them the same. */
export function boundWords(
  steps: readonly { from: number; to: number }[],
): (confidence: number) => string {
  const bounds = new Set(steps.flatMap(({ from, to }) => [from, to]));
  const shown = (digits: number) => (value: number) => `${(100 * value).toFixed(digits)}%`;
  const digits = [1, 2, 3].find(
    (each) => new Set([...bounds].map(shown(each))).size === bounds.size,
  );
  return shown(digits ?? 4);
}
