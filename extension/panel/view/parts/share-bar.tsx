import type { JSX } from 'preact';

/** A bar as long as its share of the whole, beside a figure that says the same. */
export function ShareBar({
  part,
  of,
  and = 0,
}: {
  part: number;
  of: number;
  /** Drawn after `part`, hatched: what could not be judged. */
  and?: number;
}): JSX.Element {
  const [first, second] = [part, and].map((count) => (of === 0 ? 0 : (100 * count) / of));
  return (
    <svg class="share-bar" width="100%" height="6" aria-hidden="true">
      <rect class="track" width="100%" height="6" />
      <rect class="part" width={`${first ?? 0}%`} height="6" />
      <rect class="and" x={`${first ?? 0}%`} width={`${second ?? 0}%`} height="6" />
    </svg>
  );
}
