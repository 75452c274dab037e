import type { JSX } from 'preact';
import type { ToHost } from '../../protocol.ts';
import { LinkButton } from './button.tsx';
import { Name } from '../../../../language-server/charts/name.tsx';

/** The name of a rule, which leads to its line in the editor. */
export function RuleLink({
  name,
  file,
  line,
  text = name,
  block = '',
  send,
}: {
  name: string;
  /** As the run gives it, relative to its folder. */
  file: string;
  line: number;
  text?: string;
  /** What the rule belongs to, for the tooltip. */
  block?: string;
  send: (message: ToHost) => void;
}): JSX.Element {
  return (
    <LinkButton
      title={`${block === '' ? '' : `${block}, `}${file}:${line}. Show the line`}
      onClick={() => send({ type: 'reveal', file, line, name })}
    >
      <span class="rule-name">
        <Name name={text} />
      </span>{' '}
      <span class="place">
        <span class="place-file">{file.split('/').at(-1)}</span>
        <span class="place-line">:{line}</span>
      </span>
    </LinkButton>
  );
}
