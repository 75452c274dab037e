/**
 * Rows as a replay reads them, in the order in which it decides them. The data layer's batches
 * have this shape; the simulation knows nothing of files.
 */
export interface RowBatch {
  length: number;
  /** Row in the file, from 1. */
  rows: Float64Array;
  /** Canonical numbers by column, NaN unknown; texts are codes into `dictionaries`. */
  columns: Record<string, Float64Array>;
  dictionaries: Record<string, string[]>;
  /** How likely the logged choice was; absent where the data does not say. */
  propensity?: Float64Array;
}
