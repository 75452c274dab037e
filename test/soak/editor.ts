import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TextDocument } from 'langium';
import type { CodeAction, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { CancellationTokenSource, FileChangeType } from 'vscode-languageserver/node';
import type { Random } from '../../language-server/simulation/random.ts';
import type { Server } from '../support/language-server.ts';
import type { Edit } from './edits.ts';
import { besideLineBreaks, edited, editBetween, randomEdit } from './edits.ts';
import { changing, paramsOf, positionAt, requests } from './requests.ts';
import { policies, resources } from './workspace.ts';

/** Somebody at an editor who does what `random` says, and tells the server as an editor does. */
export interface Editor {
  /** One thing after the other, mostly without waiting. */
  act: () => Promise<void>;
  /** Every file as it was at the start, two of them open. */
  startOver: () => Promise<void>;
  /** The texts of what is open, by their path. */
  texts: () => Map<string, string>;
  /** Fulfilled once nothing is asked any more. */
  answered: () => Promise<void>;
  counts: { edits: number; files: number; requests: number; cancelled: number; applied: number };
  /** What should not have happened, in words. */
  faults: string[];
  /** What was done last, for who looks for the reason of a fault. */
  recent: string[];
}

interface Open {
  text: string;
  version: number;
  past: string[];
}

/** Cancelled by the client, outdated by a change, cancelled by the server. */
const harmless = new Set([-32800, -32801, -32802]);
/** A refusal in words, for the person who renames. */
const refused = -32803;
const openAtStart = ['timing.handoff', 'org.handoff'];
const mostUndone = 50;
const mostRecent = 60;
/** Milliseconds after which a question counts as forgotten. */
const patience = 30_000;

export function createEditor(server: Server, folder: string, random: Random): Editor {
  const open = new Map<string, Open>();
  const disk = new Map<string, string>();
  const asking = new Set<Promise<unknown>>();
  const counts = { edits: 0, files: 0, requests: 0, cancelled: 0, applied: 0 };
  const faults: string[] = [];
  const recent: string[] = [];
  let isTeamThere = true;

  const did = (what: string): void => {
    recent.push(what);
    if (recent.length > mostRecent) recent.shift();
  };
  const one = <T>(of: readonly T[]): T => of[random.integer(of.length)]!;
  const chance = (share: number): boolean => random.next() < share;

  // --- Texts ---

  const show = async (path: string): Promise<void> => {
    const text = disk.get(path);
    if (text === undefined || open.has(path)) return;
    did(`open ${path}`);
    open.set(path, { text, version: 1, past: [] });
    await server.open(path, text);
  };
  const hide = async (path: string): Promise<void> => {
    if (!open.delete(path)) return;
    did(`close ${path}`);
    await server.close(path);
  };
  const change = async (path: string, wanted: Edit): Promise<void> => {
    const document = open.get(path);
    if (!document) return;
    const { text } = document;
    const edit = besideLineBreaks(text, wanted);
    document.past = [...document.past.slice(-mostUndone), text];
    document.text = edited(text, edit);
    document.version++;
    counts.edits++;
    did(`edit ${path} ${String(edit.from)}-${String(edit.to)} ${JSON.stringify(edit.text)}`);
    const range = { start: positionAt(text, edit.from), end: positionAt(text, edit.to) };
    await server.notify('textDocument/didChange', {
      textDocument: { uri: server.uri(path), version: document.version },
      contentChanges: [{ range, text: edit.text }],
    });
  };
  const changeTo = (path: string, text: string): Promise<void> =>
    change(path, editBetween(open.get(path)?.text ?? '', text));

  // --- Files ---

  const tell = (path: string, type: FileChangeType): Promise<void> => {
    counts.files++;
    // An editor reports what it was asked to watch: changes of some files, and all else of any.
    const isHeard = type !== FileChangeType.Changed || server.watches(path);
    return isHeard ? server.watched(path, type) : Promise.resolve();
  };
  const write = async (path: string, text: string): Promise<void> => {
    did(`write ${path} (${String(text.length)})`);
    const isNew = !disk.has(path);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    disk.set(path, text);
    await tell(path, isNew ? FileChangeType.Created : FileChangeType.Changed);
  };
  const remove = async (path: string): Promise<void> => {
    if (!disk.delete(path)) return;
    did(`delete ${path}`);
    rmSync(join(folder, path));
    await tell(path, FileChangeType.Deleted);
  };
  const save = async (path: string): Promise<void> => {
    const document = open.get(path);
    if (!document) return;
    await server.notify('textDocument/didSave', { textDocument: { uri: server.uri(path) } });
    await write(path, document.text);
  };
  const rename = async (path: string): Promise<void> => {
    const text = disk.get(path);
    const target = path.startsWith('copy')
      ? one(Object.keys(policies))
      : `copy${String(random.integer(3))}.handoff`;
    if (text === undefined || disk.has(target) || !existsSync(join(folder, dirname(target))))
      return;
    did(`rename ${path} to ${target}`);
    const isOpen = open.has(path);
    renameSync(join(folder, path), join(folder, target));
    disk.delete(path);
    disk.set(target, text);
    await hide(path);
    if (isOpen) await show(target);
    await tell(path, FileChangeType.Deleted);
    await tell(target, FileChangeType.Created);
  };
  /** Of a folder that is moved an editor reports the folder, and not what is in it. */
  const moveTeam = async (): Promise<void> => {
    const [from, to] = isTeamThere ? ['team', 'crew'] : ['crew', 'team'];
    if (!existsSync(join(folder, from)) || existsSync(join(folder, to))) return;
    did(`move ${from} to ${to}`);
    isTeamThere = !isTeamThere;
    const inside = (path: string): boolean => path.startsWith(`${from}/`);
    for (const path of [...open.keys()].filter(inside)) await hide(path);
    renameSync(join(folder, from), join(folder, to));
    for (const [path, text] of [...disk].filter(([each]) => inside(each))) {
      disk.delete(path);
      disk.set(path.replace(from, to), text);
    }
    await tell(from, FileChangeType.Deleted);
    await tell(to, FileChangeType.Created);
  };
  const changeResource = async (): Promise<void> => {
    const path = one(Object.keys(resources));
    const first = resources[path] ?? '';
    const now = disk.get(path);
    if (now === undefined || now !== first) return write(path, first);
    if (chance(0.2)) return remove(path);
    await write(
      path,
      one([
        `${first}\n`,
        first.replace('level', 'stage').replace('SUMMARY', 'DTEND'),
        first.replaceAll('active', 'busy').replaceAll('yes', 'maybe'),
        first.slice(0, first.length / 2),
        '',
      ]),
    );
  };

  // --- Questions ---

  const track = (asked: Promise<unknown>, what: string): void => {
    const over = setTimeout(() => {
      faults.push(`${what} was never answered`);
      giveUp();
    }, patience);
    let giveUp = (): void => {};
    const gaveUp = new Promise<void>((resolve) => (giveUp = resolve));
    const settled = Promise.race([asked, gaveUp]).finally(() => {
      clearTimeout(over);
      asking.delete(settled);
    });
    asking.add(settled);
  };
  const ask = async (path: string): Promise<void> => {
    const document = open.get(path);
    if (!document) return;
    const [method, build] = one(requests);
    const { version, text } = document;
    const uri = server.uri(path);
    const source = new CancellationTokenSource();
    counts.requests++;
    did(`ask ${method} ${path}`);
    const params = paramsOf(method, build, { uri, text, random });
    const mayApply = changing.has(method) && chance(0.15);
    const answer = server.request<unknown>(method, params, source.token).then(
      (result) => {
        if (mayApply && open.get(path)?.version === version) return apply(path, result);
      },
      (reason: unknown) => {
        const error = reason as { code?: number; message?: string };
        const isRefused = error.code === refused && /[rR]ename$/.test(method);
        if (isRefused || harmless.has(error.code ?? 0)) return;
        faults.push(`${method} of ${path}: ${String(error.code)} ${String(error.message)}`);
      },
    );
    track(answer, `${method} of ${path}`);
    if (chance(0.2)) {
      counts.cancelled++;
      source.cancel();
    }
    if (mayApply) await answer;
  };
  const apply = async (path: string, result: unknown): Promise<void> => {
    const edits = editsOf(result, server.uri(path));
    for (const [uri, changes] of Object.entries(edits)) {
      const home = Object.keys({ ...policies, ...Object.fromEntries(disk) }).find(
        (each) => server.uri(each) === uri,
      );
      if (home === undefined) continue;
      await show(home);
      const document = open.get(home);
      if (!document) continue;
      counts.applied++;
      did(`apply to ${home}`);
      const before = TextDocument.create(uri, 'handoff', 1, document.text);
      await changeTo(home, TextDocument.applyEdits(before, changes));
    }
  };

  // --- Days at the desk ---

  const burst = async (path: string): Promise<void> => {
    const many = 1 + random.integer(chance(0.3) ? 15 : 3);
    for (let i = 0; i < many; i++) {
      await change(path, randomEdit(open.get(path)?.text ?? '', random));
      if (chance(0.4)) await ask(path);
    }
  };
  const undo = async (path: string): Promise<void> => {
    const document = open.get(path);
    const back = 1 + random.integer(8);
    const before = document?.past.at(-back);
    if (before !== undefined) await changeTo(path, before);
  };
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));
  const answered = async (): Promise<void> => {
    await Promise.all(asking);
  };

  const onOpen: [share: number, what: (path: string) => Promise<void>][] = [
    [40, burst],
    [25, ask],
    [14, undo],
    [5, (path) => changeTo(path, policies[path] ?? '')],
    [4, save],
    [2, hide],
    [2, rename],
    [2, remove],
  ];
  const anywhere: [share: number, what: () => Promise<void>][] = [
    [6, () => show(one([...disk.keys()].filter((path) => path.endsWith('.handoff'))))],
    [4, changeResource],
    [
      2,
      () =>
        write(
          one(Object.keys(policies).filter(isReachable)),
          policies[one(Object.keys(policies))]!,
        ),
    ],
    [1, moveTeam],
    [4, () => pause(random.integer(300))],
    [3, answered],
  ];
  const isReachable = (path: string): boolean => existsSync(join(folder, dirname(path)));
  const rows = [...onOpen, ...anywhere];
  const total = rows.reduce((sum, [share]) => sum + share, 0);

  return {
    counts,
    faults,
    recent,
    answered,
    texts: () => new Map([...open].map(([path, { text }]) => [path, text])),
    act: async () => {
      if (disk.size === 0) return;
      let left = random.next() * total;
      const row = rows.find(([share]) => (left -= share) < 0) ?? rows[0]!;
      const path = open.size > 0 ? one([...open.keys()]) : 'timing.handoff';
      await row[1](path);
      // Nobody types faster than the server reads for long.
      if (asking.size > 30) await answered();
    },
    startOver: async () => {
      if (!isTeamThere) await moveTeam();
      const files = { ...policies, ...resources };
      for (const path of [...disk.keys()]) if (!(path in files)) await remove(path);
      for (const [path, text] of Object.entries(files)) {
        if (disk.get(path) !== text) await write(path, text);
      }
      for (const path of [...open.keys()]) if (!openAtStart.includes(path)) await hide(path);
      for (const path of openAtStart) {
        await show(path);
        if (open.get(path)?.text !== policies[path]) await changeTo(path, policies[path] ?? '');
      }
      for (const document of open.values()) document.past = [];
    },
  };
}

/** The edits of an answer by their file: of several actions those of the first. */
function editsOf(result: unknown, uri: string): Record<string, TextEdit[]> {
  if (Array.isArray(result)) {
    const [first] = result as (TextEdit | CodeAction)[];
    if (!first) return {};
    if ('newText' in first) return { [uri]: result as TextEdit[] };
    return first.edit?.changes ?? {};
  }
  return (result as WorkspaceEdit | null)?.changes ?? {};
}
