import type { JSX } from 'preact';
import type { RunResult, Verdict } from '../../protocol.ts';
import { verdicts } from '../../protocol.ts';
import { VerdictsOverTime } from '../../../../language-server/charts/over-time.tsx';
import type { UpdateUi } from '../ui-state.ts';
import { formatCount, formatPart } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { meanings, VerdictIcon } from '../parts/verdict.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** How often each verdict was given; each opens its decisions. */
export function VerdictsSection({
  run,
  folding,
  chosen,
  showLog,
}: SectionProps & { chosen: readonly Verdict[]; showLog: UpdateUi }): JSX.Element {
  const { result } = run.summary;
  const { decisions } = result;
  return (
    <Section title="Verdicts" aside={`${formatCount(decisions)} decisions`} folding={folding}>
      <Stack result={result} />
      <ul class="rows">
        {verdicts.map((verdict) => (
          <li key={verdict}>
            <button
              type="button"
              class="row-button"
              aria-pressed={chosen.includes(verdict)}
              title={`${verdict}: ${meanings[verdict]}. Show these decisions`}
              onClick={() => showLog({ verdicts: [verdict], rule: undefined, subject: '' })}
            >
              <VerdictIcon verdict={verdict} />
              <span class="grow">{verdict}</span>
              <span class="number">{formatCount(result.verdicts[verdict])}</span>
              <span class="number share">{formatPart(result.verdicts[verdict], decisions)}</span>
            </button>
          </li>
        ))}
      </ul>
      {result.daily && <VerdictsOverTime daily={result.daily} width={chartWidth} />}
    </Section>
  );
}

/** One bar of all decisions. The list below says the same in figures. */
function Stack({ result }: { result: RunResult }): JSX.Element {
  let from = 0;
  const parts = verdicts.map((verdict) => {
    const width = result.decisions === 0 ? 0 : (100 * result.verdicts[verdict]) / result.decisions;
    const part = { verdict, x: from, width };
    from += width;
    return part;
  });
  const words = verdicts
    .map((verdict) => `${verdict} ${formatPart(result.verdicts[verdict], result.decisions)}`)
    .join(', ');
  return (
    <svg class="stack" width="100%" height="10" role="img" aria-label={`Verdicts: ${words}`}>
      {parts.map(({ verdict, x, width }) => (
        <rect key={verdict} class={verdict} x={`${x}%`} width={`${width}%`} height="10" />
      ))}
    </svg>
  );
}
