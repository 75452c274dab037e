import type { JSX } from 'preact';
import { Fragment } from 'preact';

/** A name or a path, which rather breaks after an underscore or a slash than inside a word. */
export function Name({ name }: { name: string }): JSX.Element {
  return (
    <>
      {name.split(/(?<=[_/])(?=[^_/])/).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
