/** The known words that are near enough to be meant, nearest first: at most three. */
export function nearWords(word: string, known: Iterable<string>): string[] {
  // Of a single letter, anything else is another word.
  const most = word.length < 2 ? 0 : Math.max(1, Math.floor(word.length / 3));
  return [...known]
    .map((other) => ({
      other,
      far: editDistance(word.toLowerCase(), other.toLowerCase(), most + 1),
    }))
    .filter(({ far }) => far <= most)
    .sort((left, right) => left.far - right.far || (left.other < right.other ? -1 : 1))
    .slice(0, 3)
    .map(({ other }) => other);
}

/** The nearest of the known words, where one is near enough to be a slip. */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  return nearWords(word, known)[0];
}

/** Optimal string alignment: a swap of two neighbours is one slip; given up above `limit`. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let best = Math.min(
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        (last[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
      );
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (i > 1 && j > 1 && swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? limit;
}
