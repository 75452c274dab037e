import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FinishedRun, ToHost } from '../../protocol.ts';
import { panelId, tabId } from '../parts/tabs.tsx';
import type { Folding } from '../parts/section.tsx';
import type { UiState, UpdateUi } from '../ui-state.ts';
import { AutonomySection } from './autonomy.tsx';
import { BriefSection } from './brief.tsx';
import { CalibrationSection } from './calibration.tsx';
import { CostsSection } from './costs.tsx';
import { Denominators } from './denominators.tsx';
import { ExplorationSection } from './exploration.tsx';
import { LearnedSection } from './learned.tsx';
import { NoticesSection } from './notices.tsx';
import { PeopleSection } from './people.tsx';
import { RowsSection } from './rows.tsx';
import { RulesSection } from './rules.tsx';
import { RunSection } from './run.tsx';
import { SurprisesSection } from './surprises.tsx';
import { ThresholdsSection } from './thresholds.tsx';
import { UndecidableSection } from './undecidable.tsx';
import { ValueSection } from './value.tsx';
import { VerdictsSection } from './verdicts.tsx';

/** All figures of a run, each with what it is of. */
export function Summary({
  run,
  ui,
  update,
  showLog,
  send,
}: {
  run: FinishedRun;
  ui: UiState;
  update: UpdateUi;
  /** Opens the log with a changed filter. */
  showLog: UpdateUi;
  send: (message: ToHost) => void;
}): JSX.Element {
  const panel = useScrollMemory(ui.summaryTop, (summaryTop) => update({ summaryTop }));
  const folding: Folding = {
    folded: ui.folded,
    onFold: (title, isFolded) => {
      if (ui.folded.includes(title) === isFolded) return;
      const others = ui.folded.filter((one) => one !== title);
      update({ folded: isFolded ? [...others, title] : others });
    },
  };
  const shared = { run, folding };
  return (
    <div
      class="summary"
      role="tabpanel"
      id={panelId('summary')}
      aria-labelledby={tabId('summary')}
      ref={panel}
    >
      <Denominators run={run} />
      <div class="sections">
        <BriefSection {...shared} />
        <VerdictsSection {...shared} chosen={ui.verdicts} showLog={showLog} />
        <ValueSection {...shared} />
        <CostsSection {...shared} />
        <RulesSection {...shared} showLog={showLog} send={send} />
        <UndecidableSection {...shared} />
        <PeopleSection {...shared} />
        <AutonomySection {...shared} />
        <ExplorationSection {...shared} />
        <LearnedSection {...shared} send={send} />
        <CalibrationSection {...shared} />
        <ThresholdsSection {...shared} />
        <SurprisesSection {...shared} />
        <NoticesSection {...shared} />
        <RowsSection {...shared} />
        <RunSection {...shared} />
      </div>
    </div>
  );
}

/** Where the element was scrolled to, remembered once it rests. */
function useScrollMemory(top: number, remember: (top: number) => void) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(remember);
  latest.current = remember;
  useEffect(() => {
    const scrolled = element.current;
    if (!scrolled) return;
    scrolled.scrollTop = top;
    const onScrollEnd = (): void => latest.current(Math.round(scrolled.scrollTop));
    scrolled.addEventListener('scrollend', onScrollEnd);
    return () => scrolled.removeEventListener('scrollend', onScrollEnd);
    // The place is taken up once; after that the person scrolls.
  }, []);
  return element;
}
