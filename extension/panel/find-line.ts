/**
 * The line (from 1) of a rule: the one it was on, or where an edit has moved it, the nearest one
 * that begins with its name. Without a name, or with one that is gone, the old line, as far as
 * the file still goes.
 */
export function findLine(lines: readonly string[], line: number, name?: string): number {
  const last = Math.max(1, Math.min(line, lines.length));
  if (name === undefined || names(lines[line - 1] ?? '', name)) return last;
  const places = lines.flatMap((text, index) => (begins(text, name) ? [index + 1] : []));
  const nearest = (best: number, place: number): number =>
    Math.abs(place - line) < Math.abs(best - line) ? place : best;
  return places.length > 0 ? places.reduce(nearest) : last;
}

/** Whether a line has the name as a word of its own: `r` is not in `other`. */
function names(text: string, name: string): boolean {
  const parts = text.split(name);
  return parts.some(
    (part, index) => index > 0 && !/\w$/.test(parts[index - 1]!) && !/^\w/.test(part),
  );
}

function begins(text: string, name: string): boolean {
  const start = text.trimStart();
  return start.startsWith(name) && start.slice(name.length).trimStart().startsWith(':');
}
