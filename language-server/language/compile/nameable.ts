import type { CalendarRange, Condition, DataSource } from '../../policy/model.ts';
import { conditionOf } from './conditions.ts';
import type { SessionOptions } from './session.ts';
import { openSession, scopeFor } from './session.ts';

/** What a rule of a file can name beside columns. */
export interface Nameable {
  segments: { name: string; condition: Condition }[];
  calendars: { name: string; ranges: CalendarRange[] }[];
}

/**
 * The calendars that a file sees, and the segments that mean something over one of its data
 * sources; a segment that has a problem there, or is hidden by a column, is left out.
 */
export function nameableIn(options: SessionOptions, data: DataSource): Nameable {
  const session = openSession(options);
  const isColumn = (name: string): boolean => data.columns.some((column) => column.name === name);
  const segments = [...session.segments].flatMap(([name, segment]) => {
    const known = session.problems.length;
    const condition = conditionOf(segment.condition, {
      ...scopeFor(data, session.reportFor(segment), session),
      openSegments: [segment],
      place: 'a feedback rule',
    });
    const isSound = session.problems.length === known && !isColumn(name);
    return condition && isSound ? [{ name, condition }] : [];
  });
  return {
    segments,
    calendars: [...session.calendars].map(([name, ranges]) => ({ name, ranges })),
  };
}
