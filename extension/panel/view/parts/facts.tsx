import type { ComponentChildren, JSX } from 'preact';

export type Fact = [name: string, value: ComponentChildren];

/** Names and values, aligned. */
export function Facts({ facts }: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The first twelve characters tell hashes apart; the whole is in the tooltip. */
export function Hash({ hash }: { hash: string }): JSX.Element {
  return (
    <code class="hash" title={hash}>
      {hash.slice(0, 12)}
    </code>
  );
}
