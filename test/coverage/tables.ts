/** A table of the reference as Prettier lays it out. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The text between the marks of a part, which `npm run coverage -- --write` puts there. */
export function partOf(reference: string, part: string): string {
  return marked(part).exec(reference)?.[2]?.trim() ?? '';
}

export function withPart(reference: string, part: string, table: string): string {
  if (!marked(part).test(reference)) throw new Error(`the reference has no marks of ${part}`);
  return reference.replace(marked(part), (_, open: string, _old, close: string) =>
    [open, table, close].join('\n\n'),
  );
}

function marked(part: string): RegExp {
  return new RegExp(`(<!-- ${part}: [^\\n]*-->)\\n(.*?)\\n*(<!-- end of ${part} -->)`, 's');
}
