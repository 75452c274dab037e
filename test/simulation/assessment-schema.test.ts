import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { assessmentSchemas } from '../../language-server/simulation/assessment-schema.ts';
import {
  explorationSchema,
  queueSchema,
  reviewSchema,
} from '../../language-server/simulation/oversight-schema.ts';
import { newsletterPolicy, replayNewsletter } from '../support/newsletter-world.ts';
import { daily, nine, play, usualAgent } from '../support/scenario.ts';

const schema = z.strictObject({
  ...assessmentSchemas,
  queues: z.array(queueSchema),
  exploration: explorationSchema.exactOptional(),
  reviews: z.array(reviewSchema).exactOptional(),
});

describe('what crosses to the panel', () => {
  it.each([
    [
      'a run with all of it',
      async () => replayNewsletter(await newsletterPolicy(), { seed: 7, rows: 20_000 }),
    ],
    [
      'a run of nothing',
      async () => (await play({ handoff: nine, simulation: usualAgent, rows: [] })).result,
    ],
    [
      'a run without a goal',
      async () => (await play({ handoff: nine, simulation: usualAgent, rows: daily([1]) })).result,
    ],
  ])('is what the schema says, of %s', async (_, run) => {
    const result = await run();
    const isSent = (key: string): boolean => key in schema.shape;
    const sent = Object.fromEntries(Object.entries(result).filter(([key]) => isSent(key)));
    // As JSON has it: what is no number would be lost.
    expect(schema.parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
  });
});
