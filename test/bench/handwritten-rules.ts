import type { Columns } from './rows.ts';

/** A verdict is the place of its word in the policy model's `verdicts`. */
export const ACT = 0;
export const ESCALATE = 2;
export const BLOCK = 4;

/**
 * The ten rules as an expert would write them once, for these columns alone: one loop without
 * branches (more than twice as fast as `||` here), no names, no reasons, no unknown values. It is the
 * yardstick, not a contender.
 *
 * never when consent is not yes
 * never when send_hour is between 21:00 and 07:00
 * never when engagement is dormant and send_hour is above 18:00
 * never when emails_per_week is above 5
 * never when device is mobile and send_hour is between 12:00 and 13:00
 * when lifetime_value is above 2,000 EUR and engagement is active
 * when confidence is below 70%
 * when evidence is below 200 emails
 * when send_hour is more than 3 hours from usual (09:00)
 * when lifetime_value is below 5 EUR or days_since_open is above 365
 */
export function decideByHand(columns: Columns, verdicts: Uint8Array): void {
  const { consent, send_hour, engagement, device, lifetime_value } = columns;
  const { confidence, evidence, emails_per_week, days_since_open } = columns;
  for (let i = 0; i < columns.rows; i++) {
    const hour = send_hour[i]!;
    const value = lifetime_value[i]!;
    const engaged = engagement[i]!;
    const away = Math.abs(hour - 540);
    const never =
      bit(consent[i] !== 1) |
      bit(hour >= 1260) |
      bit(hour < 420) |
      (bit(engaged === 2) & bit(hour > 1080)) |
      bit(emails_per_week[i]! > 5) |
      (bit(device[i] === 0) & bit(hour >= 720) & bit(hour < 780));
    const when =
      (bit(value > 2000) & bit(engaged === 0)) |
      bit(confidence[i]! < 0.7) |
      bit(evidence[i]! < 200) |
      bit(Math.min(away, 1440 - away) > 180) |
      bit(value < 5) |
      bit(days_since_open[i]! > 365);
    verdicts[i] = never * BLOCK + (when & (1 - never)) * ESCALATE;
  }
}

/** TypeScript has no `|` of booleans. V8 compiles `Number` without a branch, but `?:` with one. */
function bit(condition: boolean): number {
  return Number(condition);
}
