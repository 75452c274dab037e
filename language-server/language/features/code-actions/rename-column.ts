import { rename } from '../rename.ts';
import type { Fault, Fix } from './fix.ts';

/** Calls a column, wherever it is named, what its data file calls it. */
export function renameColumn({ document, diagnostic, services }: Fault): Fix[] {
  const { inFile = [] } = (diagnostic.data ?? {}) as { inFile?: string[] };
  return inFile.flatMap((newName) => {
    const renamed = rename(
      document,
      diagnostic.range.start,
      { newName, canConfirm: false },
      services,
    );
    if ('refused' in renamed) return [];
    const edits = Object.entries(renamed.changes ?? {}).flatMap(([uri, changes]) =>
      changes.map(({ range, newText }) => ({ uri, range, text: newText })),
    );
    return edits.length === 0 ? [] : [{ title: `Call the column \`${newName}\``, edits }];
  });
}
