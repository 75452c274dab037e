/** Quotes a value for SQL. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function literals(values: readonly string[]): string {
  return `[${values.map(literal).join(', ')}]`;
}

/** A finite number as a DOUBLE: its shortest decimal text reads back as the same bits. */
export function double(value: number): string {
  return `CAST(${literal(String(value))} AS DOUBLE)`;
}

/** Not a number: a cell that is there and does not fit its type. NULL is an empty cell. */
export const notANumber = "CAST('NaN' AS DOUBLE)";
