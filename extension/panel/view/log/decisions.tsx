import type { JSX } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { FinishedRun, Problem } from '../../protocol.ts';
import type { Connection } from '../connection.ts';
import { Detail } from '../detail/detail.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { panelId, tabId } from '../parts/tabs.tsx';
import type { Units } from '../readings.ts';
import type { UiState, UpdateUi } from '../ui-state.ts';
import { filterOf, fromTheStart } from '../ui-state.ts';
import type { FilterChange } from './filters.tsx';
import { Filters } from './filters.tsx';
import { List } from './list.tsx';
import type { DecisionPages } from './pages.ts';
import { createPages } from './pages.ts';

export interface DecisionsProps {
  run: FinishedRun;
  gone: Problem | undefined;
  ui: UiState;
  update: UpdateUi;
  connection: Connection;
  units: Units;
  /** Whether the list is to take the focus, and whom to tell when it has. */
  takesFocus: boolean;
  onFocused: () => void;
}

/** The reasoning log: filters, the list, and the reasoning behind the decision that is open. */
export function Decisions(props: DecisionsProps): JSX.Element {
  const { run, gone, ui, update, connection, units } = props;
  const { rules, decisions } = run.summary.result;
  const filter = useMemo(() => filterOf(ui, run), [ui.verdicts, ui.rule, ui.subject, run.run]);
  const pages = usePages(run.run, filter, { connection, isGone: gone !== undefined });
  const subjectInput = useRef<HTMLInputElement>(null);
  const section = useRef<HTMLDivElement>(null);
  useFindKeys(subjectInput);
  const focusList = (): void =>
    (section.current?.querySelector<HTMLElement>('.log-list') ?? section.current)?.focus();
  useEffect(() => {
    if (!props.takesFocus) return;
    focusList();
    props.onFocused();
  }, [props.takesFocus]);

  const isWhole = Object.keys(filter).length === 0;
  const isLost = gone !== undefined && pages.total() === undefined;
  const total = pages.total() ?? (isWhole && !isLost ? decisions : undefined);
  const problem = gone === undefined ? pages.problem() : undefined;
  const onFilter = (change: FilterChange): void =>
    update({ ...change, ...fromTheStart, opened: undefined });
  useOpenedFollows(pages, ui, update);
  const open = useOpen(pages, ui, update);
  const close = (): void => {
    update({ opened: undefined });
    // The list is drawn again before it can take the focus.
    requestAnimationFrame(focusList);
  };
  return (
    <div
      class={ui.opened === undefined ? 'decisions' : 'decisions has-detail'}
      role="tabpanel"
      id={panelId('decisions')}
      aria-labelledby={tabId('decisions')}
      tabIndex={-1}
      ref={section}
    >
      <div class="log">
        <Filters
          ui={ui}
          result={run.summary.result}
          shown={isLost ? 0 : total}
          isGone={gone !== undefined}
          subjectInput={subjectInput}
          onChange={onFilter}
        />
        {problem !== undefined && (
          <div class="notice error" role="alert">
            <p>{problem.message}</p>
            <Button plain onClick={pages.retry}>
              Try again
            </Button>
          </div>
        )}
        {isLost ? (
          <p class="nothing" role="status">
            These decisions were not read before the server ended.
          </p>
        ) : total === 0 ? (
          <p class="nothing" role="status">
            {decisions === 0 ? 'This run has no decisions.' : 'No decision passes these filters.'}{' '}
            {!isWhole && (
              <LinkButton onClick={() => onFilter({ verdicts: [], rule: undefined, subject: '' })}>
                Show all
              </LinkButton>
            )}
          </p>
        ) : (
          <List
            key={JSON.stringify(filter)}
            pages={pages}
            total={total ?? 0}
            rules={rules}
            active={ui.active}
            top={ui.top}
            opened={ui.opened}
            onActive={(active) => update({ active })}
            onOpen={open}
            onTop={(top) => update({ top })}
          />
        )}
      </div>
      {ui.opened !== undefined && (
        <Detail
          key={run.run}
          decision={ui.opened}
          filter={filter}
          position={ui.active}
          total={total}
          run={run}
          gone={gone}
          units={units}
          connection={connection}
          onMove={(active) => {
            if (!pages.row(active)) pages.want(active, active);
            update({ active });
          }}
          onClose={close}
        />
      )}
    </div>
  );
}

/** One set of pages a filter; what the one before still waits for is dropped. */
function usePages(
  run: number,
  filter: ReturnType<typeof filterOf>,
  { connection, isGone }: { connection: Connection; isGone: boolean },
): DecisionPages {
  const canAsk = useRef(true);
  canAsk.current = !isGone;
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const pages = useMemo(
    () =>
      createPages(
        { run, filter },
        {
          // Rows that are there stay when the server is gone; those that are not are not asked for.
          ask: (about, onAnswer) =>
            canAsk.current ? connection.askDecisions(about, onAnswer) : () => undefined,
          onChange: () => redraw(undefined),
        },
      ),
    [run, filter, connection],
  );
  useEffect(() => {
    // The list, whose effects run before these, has asked already unless it is hidden.
    pages.start();
    return pages.close;
  }, [pages]);
  return pages;
}

/** Opens the reasoning of a row; one that is still on its way, as soon as it is there. */
function useOpen(pages: DecisionPages, ui: UiState, update: UpdateUi): (position: number) => void {
  const [awaited, setAwaited] = useState<number>();
  const row = awaited === undefined ? undefined : pages.row(awaited);
  // Who has moved on, or filters otherwise, wants another one.
  const isOver = awaited !== ui.active;
  useEffect(() => setAwaited(undefined), [pages]);
  useEffect(() => {
    if (awaited === undefined || (!isOver && row === undefined)) return;
    setAwaited(undefined);
    if (!isOver && row) update({ opened: row.decision });
  }, [awaited, isOver, row]);
  return (position) => {
    const there = pages.row(position);
    if (there) return update({ active: position, opened: there.decision });
    update({ active: position });
    setAwaited(position);
  };
}

/** While a reasoning is open it is that of the active row, once the keys rest. */
function useOpenedFollows(pages: DecisionPages, ui: UiState, update: UpdateUi): void {
  const row = pages.row(ui.active);
  useEffect(() => {
    if (ui.opened === undefined || row === undefined || row.decision === ui.opened) return;
    const timer = setTimeout(() => update({ opened: row.decision }), 120);
    return () => clearTimeout(timer);
  }, [row?.decision, ui.opened, update]);
}

/** `/` and Ctrl+F lead to the subject, as in a browser or a pager. */
function useFindKeys(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isFind = event.key === 'f' && (event.ctrlKey || event.metaKey);
      const isSlash = event.key === '/' && !isTyping(event.target);
      if (!isFind && !isSlash) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [input]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}
