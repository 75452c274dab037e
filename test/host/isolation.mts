import type { CDPSession, Page } from 'playwright-core';

/**
 * Gives every kind of webview a host name of its own, as desktop VS Code and vscode.dev do: this
 * server would serve them from the workbench's, and then all of them share its process, its
 * storage and its heap. The page that the server sends names the place: that is changed on its way.
 */
export async function isolateWebviews(page: Page, address: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { port } = new URL(address);
  session.on('Fetch.requestPaused', (paused) => {
    void answer(session, paused, port);
  });
  await session.send('Fetch.enable', {
    patterns: [{ urlPattern: `${address}/?*`, resourceType: 'Document', requestStage: 'Response' }],
  });
}

async function answer(
  session: CDPSession,
  { requestId, responseHeaders = [], responseStatusCode = 200 }: Paused,
  port: string,
): Promise<void> {
  const { body, base64Encoded } = await session.send('Fetch.getResponseBody', { requestId });
  const html = base64Encoded ? Buffer.from(body, 'base64').toString() : body;
  const changed = html.replace(/(?<=data-settings=")\{[^"]*webviewEndpoint[^"]*/, (settings) =>
    escape(moveWebviews(unescape(settings), port)),
  );
  const headers = responseHeaders
    .filter(({ name }) => !/^content-(length|encoding)$/i.test(name))
    .map(({ name, value }) => ({
      name,
      value: value.replace('frame-src ', `frame-src http://*.localhost:${port} `),
    }));
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: responseStatusCode,
    responseHeaders: headers,
    body: Buffer.from(changed).toString('base64'),
  });
}

/** The workbench takes a place with a `{{uuid}}` only from the description of the product. */
function moveWebviews(settings: string, port: string): string {
  const { webviewEndpoint, productConfiguration, ...others } = JSON.parse(settings);
  const { pathname } = new URL(webviewEndpoint, 'http://localhost/');
  const place = `http://{{uuid}}.localhost:${port}${pathname}/`;
  return JSON.stringify({
    ...others,
    productConfiguration: {
      ...productConfiguration,
      webviewContentExternalBaseUrlTemplate: place,
    },
  });
}

const escape = (text: string): string => text.replaceAll('"', '&quot;');
const unescape = (text: string): string => text.replaceAll('&quot;', '"');

interface Paused {
  requestId: string;
  responseHeaders?: { name: string; value: string }[];
  responseStatusCode?: number;
}
