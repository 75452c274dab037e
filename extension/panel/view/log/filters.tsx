import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunResult, Verdict } from '../../protocol.ts';
import { verdicts } from '../../protocol.ts';
import { formatCount } from '../numbers.ts';
import { LinkButton } from '../parts/button.tsx';
import { meanings, VerdictIcon } from '../parts/verdict.tsx';
import type { UiState } from '../ui-state.ts';

export type FilterChange = Partial<Pick<UiState, 'verdicts' | 'rule' | 'subject'>>;

/** Which decisions are listed, by verdict, rule and subject, and how many that are. */
export function Filters({
  ui,
  result,
  shown,
  isGone,
  subjectInput,
  onChange,
}: {
  ui: UiState;
  result: RunResult;
  /** How many pass; undefined until it is known. */
  shown: number | undefined;
  /** Nobody is there any more who could filter. */
  isGone: boolean;
  subjectInput: RefObject<HTMLInputElement | null>;
  onChange: (change: FilterChange) => void;
}): JSX.Element {
  const isFiltered = ui.verdicts.length > 0 || ui.rule !== undefined || ui.subject.trim() !== '';
  const toggle = (verdict: Verdict): void => {
    const isOn = ui.verdicts.includes(verdict);
    onChange({
      verdicts: verdicts.filter((one) => (one === verdict ? !isOn : ui.verdicts.includes(one))),
    });
  };
  return (
    <div role="search" aria-label="Filter decisions">
      <fieldset class="filters" disabled={isGone}>
        <div class="toggles" role="group" aria-label="Verdicts">
          {verdicts.map((verdict) => (
            <button
              key={verdict}
              type="button"
              class="toggle"
              aria-pressed={ui.verdicts.includes(verdict)}
              title={`${verdict}: ${meanings[verdict]} (${formatCount(result.verdicts[verdict])})`}
              onClick={() => toggle(verdict)}
            >
              <VerdictIcon verdict={verdict} />
              {verdict}
            </button>
          ))}
        </div>
        <RuleSelect rules={result.rules} chosen={ui.rule} onChange={onChange} />
        <SubjectInput subject={ui.subject} input={subjectInput} onChange={onChange} />
        <p class="shown" role="status">
          {shownWords(shown, result.decisions)}
          {isFiltered && (
            <LinkButton onClick={() => onChange({ verdicts: [], rule: undefined, subject: '' })}>
              Clear
            </LinkButton>
          )}
        </p>
      </fieldset>
    </div>
  );
}

function RuleSelect({
  rules,
  chosen,
  onChange,
}: {
  rules: RunResult['rules'];
  chosen: UiState['rule'];
  onChange: (change: FilterChange) => void;
}): JSX.Element {
  const at = rules.findIndex(({ name, file }) => name === chosen?.name && file === chosen.file);
  return (
    <select
      class="input"
      aria-label="Rule that fired or could not be judged"
      value={String(at)}
      onChange={(event) => {
        const rule = rules[Number(event.currentTarget.value)];
        onChange({ rule: rule && { name: rule.name, file: rule.file } });
      }}
    >
      <option value="-1">any rule</option>
      {rules.map(({ name, fired, unknown }, number) => (
        <option key={number} value={String(number)}>
          {name} ({formatCount(fired + unknown)})
        </option>
      ))}
    </select>
  );
}

/** Asks once nobody types any more. */
function SubjectInput({
  subject,
  input,
  onChange,
}: {
  subject: string;
  input: RefObject<HTMLInputElement | null>;
  onChange: (change: FilterChange) => void;
}): JSX.Element {
  const [typed, setTyped] = useState(subject);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setTyped(subject), [subject]);
  useEffect(() => {
    if (typed === subject) return;
    const timer = setTimeout(() => latest.current({ subject: typed }), 250);
    return () => clearTimeout(timer);
  }, [typed, subject]);
  return (
    <input
      class="input"
      type="text"
      spellcheck={false}
      placeholder="Subject (/)"
      aria-label="Subject, or the beginning of its pseudonym"
      value={typed}
      ref={input}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setTyped('');
      }}
    />
  );
}

function shownWords(shown: number | undefined, decisions: number): string {
  if (shown === undefined) return 'Looking…';
  const of = `${formatCount(decisions)} ${decisions === 1 ? 'decision' : 'decisions'}`;
  return shown === decisions ? of : `${formatCount(shown)} of ${of}`;
}
