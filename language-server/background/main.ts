import { toBackgroundSchema } from './protocol.ts';
import { serve } from './serve.ts';

// The process that replays and reads data beside the language server, which forks it with
// `serialization: 'advanced'`. It ends with its server, whatever it is doing: what must not stay
// behind (a program, temporary files) is registered with `whenProcessEnds`.

const key = process.env['HANDOFF_PSEUDONYM_KEY'];
const take = serve({
  send: (message) => {
    // Where nobody listens any more, `disconnect` follows.
    process.send?.(message, undefined, undefined, () => undefined);
  },
  now: () => performance.now(),
  pseudonymKey: key === '' ? undefined : key,
});

if (process.send === undefined) {
  process.stderr.write('This program is started by the language server of Handoff.\n');
  process.exitCode = 2;
}

process.on('message', (message) => {
  const parsed = toBackgroundSchema.safeParse(message);
  if (parsed.success) take(parsed.data);
  else process.stderr.write(`A message that is none: ${parsed.error.issues[0]?.message ?? ''}\n`);
});

process.on('disconnect', () => {
  // As SIGTERM would: who cleans up does so, and the last one ends the process for good.
  if (!process.emit('SIGTERM', 'SIGTERM')) process.kill(process.pid, 'SIGKILL');
});
