import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../language-server/cli/report/html.ts';

describe('a page as text', () => {
  it.each([
    ['elements with attributes', h('p', { class: 'a' }, 'x'), '<p class="a">x</p>'],
    ['numbers, and nothing for nothing', h('p', null, 0, null, false, true), '<p>0</p>'],
    ['lists', [h('b', null, '1'), '2'], '<b>1</b>2'],
    ['components', h(({ of }: { of: string }) => h('i', null, of), { of: 'x' }), '<i>x</i>'],
    ['elements without an end', h('br', null), '<br>'],
    ['a yes and a no', h('details', { open: true, hidden: false }), '<details open=""></details>'],
    ['keys not at all', h('p', { key: 'k' }), '<p></p>'],
    ['what data says as text', h('p', null, `<b>&"'`), '<p>&lt;b&gt;&amp;&quot;&#39;</p>'],
    ['attributes as text', h('p', { id: `"><b>` }), '<p id="&quot;&gt;&lt;b&gt;"></p>'],
    [
      'no control and no direction mark',
      h('p', null, 'a\0b\u202Ec\nd'),
      '<p>a\uFFFDb\uFFFDc\nd</p>',
    ],
    ['a style sheet as it is', h('style', null, 'a > b{}'), '<style>a > b{}</style>'],
    ['places in itself', h('a', { href: '#x' }, 'x'), '<a href="#x">x</a>'],
  ])('has %s', (_what, node, html) => {
    expect(renderHtml(node)).toBe(html);
  });

  it.each([
    ['a style', h('p', { style: 'color:red' })],
    ['a listener', h('p', { onClick: () => undefined })],
    ['raw HTML', h('p', { dangerouslySetInnerHTML: { __html: '<b>' } })],
    ['a picture from elsewhere', h('img', { src: 'https://x.example' })],
    ['a link to elsewhere', h('a', { href: 'https://x.example' })],
    ['a style sheet that ends itself', h('style', null, '</style>')],
    ['an attribute that is no text', h('p', { id: {} as never })],
    ['an object that is no element', [{}]],
  ])('refuses %s', (_what, node) => {
    expect(() => renderHtml(node)).toThrow();
  });
});
