import { randomBytes } from 'node:crypto';
import type { Event, LogOutputChannel, Webview } from 'vscode';
import { Uri } from 'vscode';
import * as z from 'zod';
import type { Ends } from '../signal.ts';
import { panelHtml } from './html.ts';
import type { ToHost, ToView } from './protocol.ts';
import { toHostSchema } from './protocol.ts';

/** What a webview in the side bar and one in an editor have in common. */
export interface Frame {
  readonly webview: Webview;
  readonly visible: boolean;
  onHiddenOrShown: Event<unknown>;
  onDidDispose: Event<void>;
}

/** A page that shows the panel. It is loaded anew whenever it was hidden. */
export interface Surface {
  /** Whether it is on the screen and listens. */
  readonly isReady: boolean;
  readonly isVisible: boolean;
  post(message: ToView): void;
}

/** Loads the view into a frame and passes on what it says, once it is known to be sound. */
export function openSurface(
  frame: Frame,
  dist: Uri,
  log: LogOutputChannel,
  receive: (message: ToHost, surface: Surface) => void,
): Surface & Ends {
  const { webview } = frame;
  let isReady = false;
  const surface: Surface = {
    get isReady() {
      return isReady && frame.visible;
    },
    get isVisible() {
      return frame.visible;
    },
    post: (message) => void webview.postMessage(message),
  };
  const listening = [
    webview.onDidReceiveMessage((message: unknown) => {
      const parsed = toHostSchema.safeParse(message);
      if (!parsed.success) {
        return log.warn(
          `The simulation view said what no one knows: ${z.prettifyError(parsed.error)}`,
        );
      }
      if (parsed.data.type === 'ready') isReady = true;
      receive(parsed.data, surface);
    }),
    frame.onHiddenOrShown(() => {
      if (!frame.visible) isReady = false;
    }),
  ];
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = panelHtml({
    cspSource: webview.cspSource,
    script: webview.asWebviewUri(Uri.joinPath(dist, 'view.js')).toString(),
    style: webview.asWebviewUri(Uri.joinPath(dist, 'view.css')).toString(),
    nonce: randomBytes(24).toString('base64'),
  });
  return Object.assign(surface, {
    dispose: () => {
      for (const one of listening) one.dispose();
    },
  });
}
