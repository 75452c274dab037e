import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ListSize } from './scroll-scale.ts';
import { mostOffset, offsetToShow, scaleOf } from './scroll-scale.ts';

const narrowest = 520;
/** Two lines a row where one would cut everything. */
const rowHeights = { narrow: 42, wide: 24 };

/** A list that draws only the rows in sight, however many there are. */
export function useListScroll(rows: number, firstTop: number) {
  const element = useRef<HTMLDivElement>(null);
  const [{ width, height }, setBox] = useState({ width: 0, height: 0 });
  const isWide = width >= narrowest;
  const size: ListSize = {
    rows,
    rowHeight: isWide ? rowHeights.wide : rowHeights.narrow,
    viewport: height,
  };
  const [offset, setOffset] = useState(0);
  const latest = useRef({ size, offset });
  latest.current = { size, offset };

  useLayoutEffect(() => {
    const list = element.current;
    if (!list) return;
    const measure = (): void => setBox({ width: list.clientWidth, height: list.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    return () => observer.disconnect();
  }, []);

  /** Takes an exact offset; the scroll bar follows as well as its pixels allow. */
  const scrollTo = useCallback((to: number): void => {
    const now = latest.current.size;
    const exact = Math.max(0, Math.min(to, mostOffset(now)));
    latest.current.offset = exact;
    setOffset(exact);
    if (element.current) element.current.scrollTop = exact / scaleOf(now);
  }, []);

  // The row that was on top stays there when rows get another height, or come back.
  const topRow = useRef(firstTop);
  useLayoutEffect(() => {
    if (rows > 0 && height > 0) scrollTo(topRow.current * size.rowHeight);
  }, [size.rowHeight, rows, height > 0, scrollTo]);

  const onScroll = useCallback((): void => {
    const list = element.current;
    if (!list) return;
    const { size: now, offset: known } = latest.current;
    const scale = scaleOf(now);
    // What `scrollTo` set is exact already: its echo must not round it to a pixel of the bar.
    if (Math.abs(list.scrollTop - known / scale) > 1) {
      latest.current.offset = Math.min(list.scrollTop * scale, mostOffset(now));
      setOffset(latest.current.offset);
    }
    topRow.current = Math.floor(latest.current.offset / now.rowHeight);
  }, []);

  useEffect(() => {
    const list = element.current;
    if (!list) return;
    /** Of a scaled list the wheel would skip rows: it moves the list by its own pixels. */
    const onWheel = (event: WheelEvent): void => {
      const { size: now, offset: from } = latest.current;
      if (scaleOf(now) === 1 || event.ctrlKey || event.deltaMode !== 0) return;
      event.preventDefault();
      scrollTo(from + event.deltaY);
    };
    list.addEventListener('wheel', onWheel, { passive: false });
    return () => list.removeEventListener('wheel', onWheel);
  }, [scrollTo]);

  const show = useCallback(
    (row: number): void => {
      const { size: now, offset: from } = latest.current;
      if (now.viewport === 0) {
        // Hidden behind the reasoning: it comes back with the row in sight.
        topRow.current = Math.max(0, row - 2);
        return;
      }
      const to = offsetToShow(now, from, row);
      if (to !== from) scrollTo(to);
    },
    [scrollTo],
  );

  return { element, size, offset, isWide, onScroll, show };
}
