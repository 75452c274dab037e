/** Numbers as the terminal writes them, the same on every machine. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { maximumSignificantDigits: 12 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** 60,000 */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** Digits in groups of three, without the noise of the last bits. */
export function formatNumber(value: number): string {
  return exact.format(value);
}

/** Four digits are enough to read where a number is not whole. */
export function formatShort(value: number): string {
  return Number.isInteger(value) ? exact.format(value) : short.format(value);
}

/** 47.1%, of nothing a dash. */
export function formatPart(part: number, of: number): string {
  return of === 0 ? '–' : `${((100 * part) / of).toFixed(1)}%`;
}

/** 68.1% or 1.77%; a share of which nearly nothing is missing or there reads as neither. */
export function formatShare(share: number): string {
  const percent = Number((100 * share).toPrecision(12));
  if (Number.isInteger(percent)) return `${exact.format(percent)}%`;
  const rounded = percent.toFixed(Math.abs(percent) < 10 ? 2 : 1);
  return Number(rounded) % 100 === 0 ? `${short.format(percent)}%` : `${rounded}%`;
}

/** An estimate: a share as per cent, anything else a mean to four digits. */
export function formatAmount(value: number, isShare: boolean): string {
  return isShare ? `${(100 * value).toFixed(2)}%` : short.format(value);
}

/** 2025-09-01 06:00 UTC */
export function formatMoment(milliseconds: number): string {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return formatNumber(milliseconds);
  return new Date(milliseconds)
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d+Z$/, ' UTC');
}

/** In the two largest units that it has, rounded: `3 days 4 hours`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'never';
  if (milliseconds < 0) return `−${formatDuration(-milliseconds)}`;
  const at = units.findIndex(({ length }) => milliseconds >= length);
  const large = units[at];
  if (!large) return counted(milliseconds, 'millisecond');
  const small = units[at + 1];
  if (!small) return counted(Math.round(milliseconds / large.length), large.name);
  const smalls = Math.round(milliseconds / small.length);
  const perLarge = large.length / small.length;
  const start = counted(Math.floor(smalls / perLarge), large.name);
  return smalls % perLarge === 0 ? start : `${start} ${counted(smalls % perLarge, small.name)}`;
}

/** How long a person waited: `840 ms`, `12.3 s`, `2 minutes 5 seconds`. */
export function formatElapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${whole.format(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return formatDuration(milliseconds);
}

export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatShort(count)} ${count === 1 ? singular : plural}`;
}

const units = [
  { name: 'day', length: 86_400_000 },
  { name: 'hour', length: 3_600_000 },
  { name: 'minute', length: 60_000 },
  { name: 'second', length: 1000 },
];
