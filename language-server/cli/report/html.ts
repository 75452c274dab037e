import type { ComponentChildren, VNode } from 'preact';

/**
 * A page of Preact as text. What data says is escaped, and what could run or ask for something is
 * refused: a page that a team prints and passes on must do neither.
 */
export function renderHtml(node: ComponentChildren): string {
  if (Array.isArray(node)) return node.map(renderHtml).join('');
  if (typeof node === 'string' || typeof node === 'number') return escaped(String(node));
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (!isElement(node)) throw new Error('a page is made of elements, texts and numbers');
  const { type, props } = node;
  if (typeof type === 'function') return renderHtml((type as Component)(props));
  const { children, ...attributes } = props;
  const start = `<${type}${Object.entries(attributes).map(attribute).join('')}>`;
  if (childless.has(type)) return start;
  return `${start}${type === 'style' ? styleSheet(children) : renderHtml(children)}</${type}>`;
}

type Props = Record<string, unknown> & { children?: ComponentChildren };
type Component = (props: Props) => ComponentChildren;

const childless = new Set(['br', 'col', 'hr', 'link', 'meta', 'wbr']);
const forbidden = /^(on.*|style|src|srcdoc|dangerouslySetInnerHTML|ref)$/i;

function attribute([name, value]: [string, unknown]): string {
  if (forbidden.test(name)) throw new Error(`a page for print has no ${name}`);
  if (name === 'key' || value === undefined || value === null || value === false) return '';
  if (name === 'href' && !textOf(value).startsWith('#')) {
    throw new Error('a page for print leads nowhere else');
  }
  return value === true ? ` ${name}=""` : ` ${name}="${escaped(textOf(value))}"`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error('an attribute is a text or a number');
}

/** Raw text in HTML, so that it is ours alone and cannot end itself. */
function styleSheet(text: ComponentChildren): string {
  if (typeof text !== 'string' || text.includes('<')) throw new Error('a style sheet is one text');
  return text;
}

function isElement(node: unknown): node is VNode<Props> & { type: string | Component } {
  return typeof node === 'object' && node !== null && 'type' in node && 'props' in node;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Direction marks would show a line in another order than it has; controls are no characters of HTML. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replace(/(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD');
}
