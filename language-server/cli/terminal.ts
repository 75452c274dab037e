import { styleText } from 'node:util';

export type Style =
  'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'strikethrough' | 'underline';

/** Wraps a text in a style, or leaves it as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

/** Where a command writes and what it knows of its surroundings: tests bring their own. */
export interface Terminal {
  out: (text: string) => void;
  err: (text: string) => void;
  /** For what goes to `out`; `paintError` for what goes to `err`. */
  paint: Paint;
  paintError: Paint;
  /** Absolute path of the current folder. */
  cwd: string;
  /** A progress bar may be drawn on standard error. */
  isInteractive: boolean;
  /** Milliseconds since 1970-01-01T00:00Z. */
  now: () => number;
}

export const noPaint: Paint = (_style, text) => text;

/** The terminal of this process; NO_COLOR, FORCE_COLOR and pipes decide on colours. */
export function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    paint: paintFor(process.stdout),
    paintError: paintFor(process.stderr),
    cwd: process.cwd(),
    now: Date.now,
    isInteractive: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
  };
}

function paintFor(stream: NodeJS.WriteStream): Paint {
  // On a pipe neither `isTTY` nor `hasColors` is there, whatever the type says.
  const forced = process.env['FORCE_COLOR'];
  const isForced = forced !== undefined && forced !== '0' && !process.env['NO_COLOR'];
  const isColoured = isForced || (stream.isTTY && stream.hasColors());
  return isColoured ? (style, text) => styleText(style, text, { validateStream: false }) : noPaint;
}

/**
 * Text out of a file on one line, safe to print: control characters would move the cursor or
 * recolour the screen, and direction marks would show the line in another order than it has.
 */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r]+/gu, ' ')
    .replace(/[\0-\x1f]/gu, (control) => String.fromCodePoint(0x2400 + control.charCodeAt(0)))
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}
