export interface LineOptions {
  /** Characters; a longer line calls `onTooLong` once, and nothing of it or after it is read. */
  longest: number;
  onLine: (line: string) => void;
  onTooLong: () => void;
}

/** Cuts text that comes in pieces into lines: `push` takes a piece, `end` the last line. */
export interface LineSplitter {
  push: (text: string) => void;
  end: () => void;
}

/**
 * Lines end with \n or \r\n and nothing else: JSON may hold U+2028, which Node's readline takes for
 * an end of line.
 */
export function lineSplitter({ longest, onLine, onTooLong }: LineOptions): LineSplitter {
  let pieces: string[] = [];
  let length = 0;
  let isTooLong = false;

  /** False where the line has become too long. */
  function take(piece: string): boolean {
    length += piece.length;
    if (length <= longest) {
      pieces.push(piece);
      return true;
    }
    isTooLong = true;
    pieces = [];
    onTooLong();
    return false;
  }

  function finish(): void {
    const line = pieces.join('');
    pieces = [];
    length = 0;
    onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  return {
    push: (text) => {
      if (isTooLong) return;
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        if (!take(text.slice(start, end))) return;
        finish();
        start = end + 1;
      }
      if (start < text.length) take(text.slice(start));
    },
    end: () => {
      if (length > 0 && !isTooLong) finish();
    },
  };
}
