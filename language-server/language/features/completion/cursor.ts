/** What is being typed at a place in a text. */
export interface Cursor {
  /** What an answer replaces, as offsets: the word, number, text or name in backticks. */
  start: number;
  end: number;
  /** What of it stands before the cursor. */
  typed: string;
  inText: boolean;
  inBackticks: boolean;
  /** Whether nothing but white space stands before it in its line. */
  startsLine: boolean;
  indentation: number;
}

/** Undefined in a comment, where nothing is to be said. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const quoted = openQuote(before);
  if (quoted === 'comment') return undefined;
  const start = lineStart + (quoted ?? before.length - unfinished(before).length);
  const typed = text.slice(start, offset);
  const inText = quoted !== undefined && typed.startsWith('"');
  const inBackticks = quoted !== undefined && !inText;
  const lead = text.slice(lineStart, start);
  return {
    start,
    end: offset + rest(text.slice(offset), typed, { inText, inBackticks }),
    typed,
    inText,
    inBackticks,
    startsLine: lead.trim() === '',
    indentation: lead.length - lead.trimStart().length,
  };
}

/** Where in a line a text or a backtick opens that is not closed before its end. */
function openQuote(line: string): number | 'comment' | undefined {
  let open: number | undefined;
  for (let index = 0; index < line.length; index++) {
    const character = line[index];
    if (open === undefined) {
      if (character === '#') return 'comment';
      if (character === '"' || character === '`') open = index;
    } else if (character === '\\' && line[open] === '"') {
      index++;
    } else if (character === line[open]) {
      open = undefined;
    }
  }
  return open;
}

/** The word or number that a line ends with. */
function unfinished(line: string): string {
  return /(?:[A-Za-z_]\w*|\d[\d,.:-]*)$/.exec(line)?.[0] ?? '';
}

function rest(
  after: string,
  typed: string,
  { inText, inBackticks }: Pick<Cursor, 'inText' | 'inBackticks'>,
): number {
  if (inText) return /^(?:\\.|[^"\\\r\n])*"/.exec(after)?.[0].length ?? 0;
  if (inBackticks) return /^[^`\r\n]*`/.exec(after)?.[0].length ?? 0;
  if (/^\d/.test(typed)) return /^\d*(?:[,.:-]\d+)*/.exec(after)?.[0].length ?? 0;
  // A word goes on behind the cursor only where it has begun, or where the cursor stands before it.
  return typed === '' ? 0 : (/^\w*/.exec(after)?.[0].length ?? 0);
}
