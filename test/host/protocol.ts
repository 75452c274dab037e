/** What a test inside VS Code may ask of the page that shows VS Code. */
export interface Actions {
  waitFor: (args: { selector: string; text?: string; gone?: boolean }) => Promise<void>;
  text: (args: { selector: string }) => Promise<string>;
  html: (args: { selector: string }) => Promise<string>;
  click: (args: { selector: string }) => Promise<void>;
  press: (args: { key: string }) => Promise<void>;
  type: (args: { text: string }) => Promise<void>;
  resize: (args: { width: number; height: number }) => Promise<void>;
  screenshot: (args: { name: string; look?: Look; of?: string }) => Promise<string>;
  consoleMessages: (args: Record<string, never>) => Promise<ConsoleMessage[]>;
  webviewWaitFor: (args: Inside & { text?: string; gone?: boolean }) => Promise<void>;
  webviewText: (args: Inside) => Promise<string>;
  webviewHtml: (args: Inside) => Promise<string>;
  webviewClick: (args: Inside) => Promise<void>;
  webviewPress: (args: Inside & { key: string }) => Promise<void>;
  webviewFill: (args: Inside & { value: string }) => Promise<void>;
  webviewEvaluate: (args: { view?: string; body: string; argument?: unknown }) => Promise<unknown>;
  heapOfWebview: (args: { view?: string }) => Promise<number>;
}

/** The classes that VS Code gives to its own window and to the body of a webview. */
export interface Look {
  workbench: string;
  webview: string;
}

/** An element inside a view. */
export interface Inside {
  /** A selector of something that only this view contains; needed when several are open. */
  view?: string;
  selector: string;
}

export interface ConsoleMessage {
  /** As the console names them (`error`, `warning`, …), or what failed besides. */
  type: string;
  text: string;
  /** The script, or the request that failed. */
  url: string;
}

/** What the tests tell whoever runs them, as it happens. */
export type Report =
  | { event: 'planned'; titles: string[] }
  | { event: 'started'; title: string }
  | { event: 'ended'; title: string; error?: string; ms: number }
  | { event: 'skipped'; title: string; reason: string }
  | { event: 'measured'; name: string; value: string };
