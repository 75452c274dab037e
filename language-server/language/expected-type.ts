import type { LangiumDocument } from 'langium';
import { dataSourceOf } from './compile/data.ts';
import { pluralOf } from './compile/nouns.ts';
import type { DataBlock, File, RowMeaning } from './generated/ast.ts';
import { typeInWords } from './types.ts';

/** `send_hour is between 21:00 and`: a column, and a comparison that waits for a value. */
const unfinished =
  /(\w+)\s+is\s+(?:not\s+)?(?:above|below|at\s+(?:least|most)|between(?:\s+\S+(?:\s+[A-Za-z]+)?\s+and)?|one\s+of(?:.*,)?)\s*$/;

/** The type of the column that a value is missing for, in words with an example. */
export function expectedTypeBefore(
  text: string,
  visible: readonly LangiumDocument[],
): string | undefined {
  const [, name] = unfinished.exec(text) ?? [];
  if (name === undefined) return undefined;
  for (const block of dataBlocks(visible)) {
    const { columns } = dataSourceOf(block, '', () => undefined);
    const column = columns.find((each) => each.name === name);
    if (column) return typeInWords(column.type);
  }
  return undefined;
}

/** What is counted: a row of the data that the document declares, else of what it sees. */
export function nounOf(document: LangiumDocument, visible: readonly LangiumDocument[]): string {
  for (const block of dataBlocks([document, ...visible])) {
    const row = block.items.find((item) => item.$type === 'RowMeaning');
    // After error recovery any property may be missing.
    const noun = (row as Partial<RowMeaning> | undefined)?.noun;
    if (noun !== undefined) return pluralOf(noun);
  }
  return 'emails';
}

function dataBlocks(documents: readonly LangiumDocument[]): DataBlock[] {
  return documents.flatMap((each) =>
    (each.parseResult.value as File).declarations.filter((node) => node.$type === 'DataBlock'),
  );
}
