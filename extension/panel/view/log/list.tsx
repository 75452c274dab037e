import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RuleCount } from '../../protocol.ts';
import { formatCount } from '../numbers.ts';
import type { DecisionPages } from './pages.ts';
import { Row } from './row.tsx';
import { rowsInSight, scaleOf, scrollHeight } from './scroll-scale.ts';
import { useListScroll } from './use-list-scroll.ts';

export interface ListProps {
  pages: DecisionPages;
  total: number;
  rules: readonly RuleCount[];
  /** Positions among those that pass the filter. */
  active: number;
  top: number;
  opened: number | undefined;
  onActive: (position: number) => void;
  onOpen: (position: number) => void;
  onTop: (position: number) => void;
}

/** The reasoning log: one tab stop, the arrow keys move, Enter opens. */
export function List(props: ListProps): JSX.Element {
  const { pages, total, active, opened, onTop } = props;
  const { element, size, offset, isWide, onScroll, show } = useListScroll(total, props.top);
  const { first, last } = rowsInSight(size, offset);

  useEffect(() => {
    if (size.viewport > 0) pages.want(first, last);
  }, [pages, first, last, size.viewport]);
  useRemembered(size.viewport > 0 ? first : undefined, onTop);
  useShown(active, show);

  const page = Math.max(1, Math.floor(size.viewport / size.rowHeight) - 1);
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: total - 1,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = steps[event.key];
    if (to !== undefined) props.onActive(Math.max(0, Math.min(to, total - 1)));
    else if (event.key === 'Enter' || event.key === ' ') props.onOpen(active);
    else return;
    event.preventDefault();
  };

  const height = scrollHeight(size);
  // Rows stand where the scroll bar is, which a long list's offset is not.
  const shift = scaleOf(size) === 1 ? 0 : (element.current?.scrollTop ?? 0) - offset;
  const positions = positionsBetween(Math.max(0, first - spare), Math.min(total - 1, last + spare));
  return (
    <div
      class={isWide ? 'log-list wide' : 'log-list'}
      role="listbox"
      aria-label={`Decisions, ${formatCount(total)}`}
      aria-activedescendant={active >= first && active <= last ? optionId(active) : undefined}
      tabIndex={0}
      ref={element}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div class="log-space" role="presentation" style={{ height: `${height}px` }}>
        {positions.map((position) => (
          <Row
            key={position}
            id={optionId(position)}
            row={pages.row(position)}
            rules={props.rules}
            position={position}
            total={total}
            isActive={position === active}
            isOpened={opened !== undefined && pages.row(position)?.decision === opened}
            top={`${Math.round(shift + position * size.rowHeight)}px`}
            onClick={() => {
              props.onActive(position);
              props.onOpen(position);
            }}
          />
        ))}
      </div>
    </div>
  );
}

/** Rows drawn above and below those in sight, since a browser scrolls before it draws. */
const spare = 6;

function positionsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

function optionId(position: number): string {
  return `decision-${position}`;
}

/** Tells a place once it rests, since keeping it for each pixel would be in the way of scrolling. */
function useRemembered(first: number | undefined, onTop: (position: number) => void): void {
  const latest = useRef(onTop);
  latest.current = onTop;
  useEffect(() => {
    if (first === undefined) return;
    const timer = setTimeout(() => latest.current(first), 200);
    return () => clearTimeout(timer);
  }, [first]);
}

/** Keeps the active row in sight when it becomes another one. */
function useShown(active: number, show: (position: number) => void): void {
  const shown = useRef(active);
  useEffect(() => {
    if (shown.current !== active) show(active);
    shown.current = active;
  }, [active, show]);
}
