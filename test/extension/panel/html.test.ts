import { describe, expect, it } from 'vitest';
import { panelHtml } from '../../../extension/panel/html.ts';

const html = panelHtml({
  cspSource: 'https://webview.test',
  script: 'https://webview.test/a%20"b"/view.js',
  style: 'https://webview.test/view.css',
  nonce: 'n0nce',
});
const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)!;

describe('the page of the panel', () => {
  it('forbids everything but its script and its style sheet', () => {
    expect(policy!.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-n0nce'",
      'style-src https://webview.test',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('says so before it loads anything', () => {
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<link'));
  });

  it('loads one script, with the nonce, after the root that it renders into', () => {
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain(
      '<script nonce="n0nce" src="https://webview.test/a%20&quot;b&quot;/view.js">',
    );
    expect(html.indexOf('<div id="root">')).toBeLessThan(html.indexOf('<script'));
  });

  it('carries no style and no handler of its own', () => {
    expect(html).not.toMatch(/<style|style=|\son\w+=/);
  });
});
