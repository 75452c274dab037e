import type { FinishedRun } from '../../protocol.ts';
import type { Folding } from '../parts/section.tsx';

/** What every section gets. */
export interface SectionProps {
  run: FinishedRun;
  folding: Folding;
}
