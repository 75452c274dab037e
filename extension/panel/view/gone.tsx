import type { JSX } from 'preact';
import type { Problem, ToHost } from '../protocol.ts';
import { Button } from './parts/button.tsx';

/** What was found stays in sight, but nothing more can be asked about it. */
export function Gone({
  gone,
  send,
}: {
  gone: Problem;
  send: (message: ToHost) => void;
}): JSX.Element {
  return (
    <div class="notice warning" role="status">
      <p>{gone.message}</p>
      <Button onClick={() => send({ type: 'runAgain' })}>Run again</Button>
    </div>
  );
}
