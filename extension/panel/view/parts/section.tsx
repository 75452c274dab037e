import type { ComponentChildren, JSX } from 'preact';

export interface Folding {
  folded: readonly string[];
  onFold: (title: string, isFolded: boolean) => void;
}

/** A part of the summary that can be folded, like the sections of a side bar. */
export function Section({
  title,
  aside,
  folding,
  children,
}: {
  title: string;
  /** One short figure that still says something when the section is folded. */
  aside?: string;
  folding: Folding;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <details
      class="section"
      open={!folding.folded.includes(title)}
      onToggle={(event) => folding.onFold(title, !event.currentTarget.open)}
    >
      <summary>
        <h2>{title}</h2>
        {aside !== undefined && <span class="aside">{aside}</span>}
      </summary>
      <div class="section-body">{children}</div>
    </details>
  );
}
