import type { Decisions, Reasoning, ToHost, ToView } from '../protocol.ts';
import { toViewSchema } from '../protocol.ts';

/** What VS Code gives a webview, once. */
export interface WebviewApi {
  postMessage: (message: unknown) => void;
  getState: () => unknown;
  setState: (state: unknown) => void;
}

export type ShowDecisions = Extract<ToView, { type: 'showDecisions' }>;

export type Forget = () => void;
type Ask<K extends 'decisions' | 'reasoning', A> = (
  about: Omit<Extract<ToHost, { type: K }>, 'type' | 'question'>,
  onAnswer: (answer: A) => void,
) => Forget;

/** The host as the view sees it. An answer comes once, unless its question was forgotten. */
export interface Connection {
  send: (message: ToHost) => void;
  askDecisions: Ask<'decisions', Decisions>;
  askReasoning: Ask<'reasoning', Reasoning>;
  close: Forget;
}

export interface Listeners {
  onState: (message: Extract<ToView, { type: 'state' }>) => void;
  onShowDecisions: (message: ShowDecisions) => void;
  /** A message that this view cannot read, in words. */
  onUnreadable: (what: string) => void;
}

/** Listens to the host and says `ready`, upon which it sends the state. */
export function connect(api: WebviewApi, listeners: Listeners): Connection {
  const pages = new Map<number, (answer: Decisions) => void>();
  const entries = new Map<number, (answer: Reasoning) => void>();
  let questions = 0;
  const send = (message: ToHost): void => api.postMessage(message);

  const receive = (event: MessageEvent<unknown>): void => {
    const parsed = toViewSchema.safeParse(event.data);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const place = issue?.path.map(String).join('.') ?? '';
      const what = `${place === '' ? '' : `${place}: `}${issue?.message ?? 'not understood'}`;
      send({ type: 'error', message: `A message to the panel could not be read: ${what}` });
      listeners.onUnreadable(what);
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'state':
        return listeners.onState(message);
      case 'showDecisions':
        return listeners.onShowDecisions(message);
      case 'decisions':
        return answer(pages, message.question, message.answer);
      case 'reasoning':
        return answer(entries, message.question, message.answer);
    }
  };

  globalThis.addEventListener('message', receive);
  send({ type: 'ready' });
  return {
    send,
    askDecisions: (about, onAnswer) => {
      const question = questions++;
      pages.set(question, onAnswer);
      send({ type: 'decisions', question, ...about });
      return () => void pages.delete(question);
    },
    askReasoning: (about, onAnswer) => {
      const question = questions++;
      entries.set(question, onAnswer);
      send({ type: 'reasoning', question, ...about });
      return () => void entries.delete(question);
    },
    close: () => globalThis.removeEventListener('message', receive),
  };
}

/** What nobody waits for any more is dropped. */
function answer<A>(waiting: Map<number, (answer: A) => void>, question: number, given: A): void {
  const onAnswer = waiting.get(question);
  waiting.delete(question);
  onAnswer?.(given);
}
