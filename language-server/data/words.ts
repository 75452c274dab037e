import type { ValueType } from '../policy/model.ts';
import type { Database } from './database.ts';
import { literals } from './sql.ts';
import { isZone } from '../policy/clock.ts';

/**
 * Makes `words_<key>`, the distinct texts of a column in byte order: `rowid` is the code of a
 * `word`, so that sorting by code is sorting by text. Of a zone column only real zones are words.
 */
export async function createWords(database: Database, key: string, type: ValueType): Promise<void> {
  let distinct = `SELECT DISTINCT ${key} AS word FROM "cast" WHERE ${key} IS NOT NULL`;
  if (type.kind === 'zone') {
    const zones = (await database.rows(distinct)).map(([word]) => String(word)).filter(isZone);
    distinct = `SELECT unnest(CAST(${literals(zones)} AS VARCHAR[])) AS word`;
  }
  await database.run(`CREATE TABLE words_${key} AS ${distinct} ORDER BY word`);
}

/** The texts by their codes. */
export async function readWords(database: Database, key: string): Promise<string[]> {
  const words: string[] = [];
  const connection = await database.connect();
  try {
    const result = await connection.stream(`SELECT word FROM words_${key}`);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return words;
      const vector = chunk.getColumnVector(0);
      for (let row = 0; row < chunk.rowCount; row++) words.push(vector.getItem(row) as string);
    }
  } finally {
    connection.closeSync();
  }
}
