import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DecisionFilter, FinishedRun, Problem, Reasoning } from '../../protocol.ts';
import type { Connection } from '../connection.ts';
import { formatCount } from '../numbers.ts';
import { Button } from '../parts/button.tsx';
import type { Units } from '../readings.ts';
import { Entry } from './entry.tsx';

export interface DetailProps {
  decision: number;
  filter: DecisionFilter;
  /** Among those that pass the filter. */
  position: number;
  total: number | undefined;
  run: FinishedRun;
  /** Why nothing more can be asked about it. */
  gone: Problem | undefined;
  units: Units;
  connection: Connection;
  onMove: (position: number) => void;
  onClose: () => void;
}

/** The reasoning behind one decision, worked out anew when it is opened. */
export function Detail(props: DetailProps): JSX.Element {
  const { decision, position, total, units, run, gone, connection, onMove, onClose } = props;
  const { answer, isSlow, retry } = useReasoning(props);
  const element = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Side by side the list keeps the focus, so that its keys go on leading through decisions.
    const focused = document.activeElement;
    const isLost = focused === null || focused === document.body || !focused.checkVisibility();
    // A panel that comes back takes no focus from the editor.
    if (isLost && document.hasFocus()) element.current?.focus();
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      onClose();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [decision]);
  return (
    <section class="detail" aria-label="Reasoning" tabIndex={-1} ref={element}>
      <div class="detail-bar">
        <Button plain onClick={onClose}>
          <span class="back">← Decisions</span>
          <span class="close">Close</span>
        </Button>
        <span class="grow position">
          {formatCount(position + 1)}
          {total === undefined ? '' : ` of ${formatCount(total)}`}
        </span>
        <Step label="Previous decision" sign="↑" to={position - 1} total={total} onMove={onMove} />
        <Step label="Next decision" sign="↓" to={position + 1} total={total} onMove={onMove} />
      </div>
      <div class="detail-body" ref={body}>
        {gone !== undefined && (answer === undefined || 'problem' in answer) ? (
          <p class="notice warning" role="status">
            {gone.message}
          </p>
        ) : answer === undefined ? (
          <p class="waiting" role="status">
            {isSlow ? 'Working out the reasoning…' : ''}
          </p>
        ) : 'problem' in answer ? (
          <Failed problem={answer.problem} onRetry={retry} />
        ) : (
          <Entry
            entry={answer.entry}
            units={units}
            rules={run.summary.result.rules}
            send={connection.send}
          />
        )}
      </div>
    </section>
  );
}

function Step({
  label,
  sign,
  to,
  total,
  onMove,
}: {
  label: string;
  sign: string;
  to: number;
  total: number | undefined;
  onMove: (position: number) => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      disabled={to < 0 || total === undefined || to >= total}
      onClick={() => onMove(to)}
    >
      {sign}
    </button>
  );
}

function Failed({ problem, onRetry }: { problem: Problem; onRetry: () => void }): JSX.Element {
  return (
    <div class="notice error" role="alert">
      <p>{problem.message}</p>
      <p class="where">
        <code>{problem.code}</code>
      </p>
      <Button plain onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

interface Answered {
  decision: number;
  answer: Reasoning;
}

/** The answer to the last question alone: one that was asked before is dropped. */
function useReasoning({ decision, filter, run, gone, connection }: DetailProps): {
  answer: Reasoning | undefined;
  isSlow: boolean;
  retry: () => void;
} {
  const [answered, setAnswered] = useState<Answered>();
  const [isSlow, setSlow] = useState(false);
  const [tries, setTries] = useState(0);
  const isGone = gone !== undefined;
  useEffect(() => {
    setSlow(false);
    if (isGone) return undefined;
    // A quick answer should not flash a word before it.
    const timer = setTimeout(() => setSlow(true), 150);
    const forget = connection.askReasoning({ run: run.run, filter, decision }, (answer) => {
      clearTimeout(timer);
      setAnswered({ decision, answer });
    });
    return () => {
      clearTimeout(timer);
      forget();
    };
  }, [decision, tries, connection, isGone]);
  // Until the next one is there, the one before stays rather than a blank; but not for long.
  const isCurrent = answered?.decision === decision;
  return {
    answer: isCurrent || !(isSlow || isGone) ? answered?.answer : undefined,
    isSlow,
    retry: () => {
      setAnswered(undefined);
      setTries(tries + 1);
    },
  };
}
