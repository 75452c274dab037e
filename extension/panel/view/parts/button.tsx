import type { ComponentChildren, JSX } from 'preact';

/** A button as VS Code draws them; `plain` for the second choice. */
export function Button({
  onClick,
  plain = false,
  children,
}: {
  onClick: () => void;
  plain?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <button type="button" class={plain ? 'button plain' : 'button'} onClick={onClick}>
      {children}
    </button>
  );
}

/** What opens something in the editor: looks like a link, and is a button. */
export function LinkButton({
  onClick,
  title,
  children,
}: {
  onClick: () => void;
  title?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <button type="button" class="link" onClick={onClick} title={title}>
      {children}
    </button>
  );
}
