import type { JSX } from 'preact';
import type { Problem, ToHost } from '../../protocol.ts';
import { fileOfUri } from '../places.ts';
import { LinkButton } from './button.tsx';

/** What is wrong, with its code, and a link to where. */
export function ProblemNotice({
  lead = '',
  problem,
  send,
}: {
  /** Words before the message. */
  lead?: string;
  problem: Problem;
  send: (message: ToHost) => void;
}): JSX.Element {
  const { message, code, uri, line } = problem;
  return (
    <div class="notice error" role="alert">
      <p>
        {lead}
        {message}
      </p>
      <p class="where">
        <code>{code}</code>
        {uri !== undefined && (
          <LinkButton onClick={() => send({ type: 'revealProblem' })}>
            {fileOfUri(uri)}
            {line === undefined ? '' : `:${line}`}
          </LinkButton>
        )}
      </p>
    </div>
  );
}
