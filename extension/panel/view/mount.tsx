import { render } from 'preact';
import { App } from './app.tsx';
import type { WebviewApi } from './connection.ts';

/** Shows the panel in an element, and keeps it as the host says. Returns what takes it away. */
export function mountView(parent: HTMLElement, api: WebviewApi): () => void {
  const root = document.createElement('div');
  root.className = 'handoff';
  parent.append(root);
  render(<App api={api} />, root);
  return () => {
    render(null, root);
    root.remove();
  };
}
