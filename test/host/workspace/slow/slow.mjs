// Reads what it is asked and answers the first question alone, so that a run stays under way.
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { id } = JSON.parse(line);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  process.stdout.write(`${JSON.stringify({ id, choice: 1 })}\n`);
}
