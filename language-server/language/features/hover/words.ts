import { heading, paragraphs } from './markdown.ts';

const agent =
  'The agent brings it; an agent that does not say it makes every rule that reads it escalate.';
const measured = 'Handoff measures it.';
const clock = "Read at the moment of effect, on the subject's own clock.";

/** Words that a condition can read beside columns: what they are, and who brings them. */
const words: Record<string, [type: string, meaning: string, source: string]> = {
  confidence: [
    'a share',
    'How sure the agent is that its choice is at least as good as `usual`.',
    agent,
  ],
  evidence: ['a number of rows', "How many rows of the data the agent's choice rests on.", agent],
  surprise: [
    'bits',
    'How unlikely the choice is for what people did in such a case: one bit more is half as likely.',
    measured,
  ],
  novelty: ['a share', 'How unlike this case is to all that came before it.', measured],
  agreement: ['a share', 'The share of reviewed decisions that people approved.', measured],
  date: ['a date', 'The day on which the decision takes effect.', clock],
  weekday: ['a weekday', 'Monday to Sunday.', clock],
  month: ['a month', 'January to December.', clock],
};

/** Undefined for a word that is not one of them. */
export function wordHover(word: string): string | undefined {
  const known = Object.hasOwn(words, word) ? words[word] : undefined;
  if (!known) return undefined;
  const [type, meaning, source] = known;
  return paragraphs(`${heading('measured word', word)}: ${type}`, `${meaning} ${source}`);
}
