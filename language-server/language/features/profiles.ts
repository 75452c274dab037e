import type { DataSource, Value } from '../../policy/model.ts';

/** What a data file holds in one column. Values are canonical, as in the policy model. */
export interface ColumnProfile {
  /** Rows of the file. */
  rows: number;
  /** Cells that are empty. */
  missing: number;
  /** Cells that do not fit the declared type; to a rule they are as unknown as empty ones. */
  bad: number;
  /** Of what is counted or measured: the least, the middle and the greatest value. */
  range?: { min: number; median: number; max: number };
  /** Of categories and texts: at most ten values, the most frequent first. */
  top?: { value: Value; count: number }[];
}

/** What is known by now of the data files that policies declare; nothing is read by asking. */
export interface Profiles {
  /** Undefined where the file was not read yet, cannot be used, or has no such column. */
  of(data: DataSource, column: string): ColumnProfile | undefined;
}

/** What was found in a file; `stamp` changes whenever the file does. */
export interface ReadProfiles {
  stamp: string;
  columns: readonly (ColumnProfile & { column: string })[];
}

/** Declarations of columns, of one file: those that were typed on the way to others among them. */
const mostColumns = 1000;
const mostFiles = 1000;

/**
 * Keeps the profiles of files that somebody else reads. A column is known as it was declared when
 * its file was read: an edit of one column leaves what is known of the others, and its undoing
 * brings back what was known of that one.
 */
export class KnownProfiles implements Profiles {
  readonly #files = new Map<string, { stamp: string; columns: Map<string, ColumnProfile> }>();
  readonly #listeners: (() => void)[] = [];

  of(data: DataSource, column: string): ColumnProfile | undefined {
    return this.#files.get(fileKey(data))?.columns.get(columnKey(data, column));
  }

  /** What was known of another state of the file is forgotten. */
  learn(data: DataSource, { stamp, columns }: ReadProfiles): void {
    const key = fileKey(data);
    const before = this.#files.get(key);
    const file =
      before?.stamp === stamp ? before : { stamp, columns: new Map<string, ColumnProfile>() };
    for (const { column, ...profile } of columns) {
      keepLast(file.columns, columnKey(data, column), profile, mostColumns);
    }
    keepLast(this.#files, key, file, mostFiles);
    this.#changed();
  }

  forget(data: DataSource): void {
    if (this.#files.delete(fileKey(data))) this.#changed();
  }

  /** Calls back whenever something else is known. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Puts an entry last, and forgets the first where there are more than so many. */
function keepLast<Kept>(map: Map<string, Kept>, key: string, value: Kept, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const first of map.keys()) {
    if (map.size <= most) return;
    map.delete(first);
  }
}

function fileKey({ declaredIn, path, name }: DataSource): string {
  return JSON.stringify([declaredIn, path, name]);
}

function columnKey(data: DataSource, column: string): string {
  const type = data.columns.find(({ name }) => name === column)?.type;
  return JSON.stringify([column, type ?? null]);
}
