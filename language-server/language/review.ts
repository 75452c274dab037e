import type { LangiumDocument } from 'langium';
import type { Finding } from '../analysis/finding.ts';
import type { ReviewOptions } from '../analysis/review.ts';
import { review } from '../analysis/review.ts';
import type { Policy, PolicyTest, Simulation, SourceLine } from '../policy/model.ts';
import type { CompiledFile } from './compile.ts';
import type { SessionOptions } from './compile/session.ts';
import { visibleDocuments } from './imports.ts';
import type { Diagnostic, Range } from './problems.ts';
import { problemCodes } from './problems.ts';
import type { HandoffServices } from './services.ts';

export interface ReviewPlace extends Pick<SessionOptions, 'relativePath'> {
  document: LangiumDocument;
  services: HandoffServices;
}

/** What a careful reviewer would find in the policies of a document without errors. */
export function reviewDiagnostics(
  { policies, simulations, tests }: CompiledFile,
  place: ReviewPlace,
  options: ReviewOptions,
): Diagnostic[] {
  return policies.flatMap((policy) => {
    const own = <Of extends { handoff: string }>(all: readonly Of[]): Of[] =>
      all.filter(({ handoff }) => handoff === policy.handoff);
    const findings = findingsOf(policy, own(simulations), own(tests), options);
    return placedFindings(findings, policy.at, place);
  });
}

interface Reviewed {
  of: readonly unknown[];
  findings: Finding[];
}

/** By policy, which stays the same while nothing that it was compiled from changes. */
const known = new WeakMap<Policy, Reviewed>();

function findingsOf(
  policy: Policy,
  simulations: readonly Simulation[],
  tests: readonly PolicyTest[],
  options: ReviewOptions,
): Finding[] {
  const of = [...(Object.values(options) as unknown[]), ...simulations, ...tests];
  const before = known.get(policy);
  const isSame = before?.of.length === of.length && before.of.every((each, i) => each === of[i]);
  if (isSame) return before.findings;
  const findings = review({ policies: [policy], simulations, tests }, options);
  known.set(policy, { of, findings });
  return findings;
}

/**
 * Findings of one handoff as diagnostics of a document. What is about a line of another file, such
 * as a guardrail, stands at the handoff; an imported handoff is reviewed in the file that has it.
 */
export function placedFindings(
  findings: readonly Finding[],
  handoff: SourceLine,
  { document, services, relativePath }: ReviewPlace,
): Diagnostic[] {
  const file = relativePath(document);
  const seen = visibleDocuments(document, services.shared.workspace.LangiumDocuments);
  const related = (message: string, at: SourceLine): Diagnostic['related'] => {
    const home = seen.find((each) => relativePath(each) === at.file);
    return home ? [{ message, uri: home.uri.toString(), range: lineRange(home, at.line) }] : [];
  };
  return findings.flatMap((finding): Diagnostic[] => {
    const isHere = finding.at.file === file;
    if (!isHere && handoff.file !== file) return [];
    const { code, message, mend } = finding;
    return [
      {
        code,
        severity: problemCodes[code][0],
        message,
        range: lineRange(document, isHere ? finding.at.line : handoff.line),
        related: [
          ...(isHere ? [] : related('the rule', finding.at)),
          ...(finding.related ? related(finding.related.message, finding.related.at) : []),
        ],
        // What is wrong in another file is mended there.
        ...(mend && isHere ? { mend } : {}),
      },
    ];
  });
}

/** What stands on a line, without its indentation and its comment. */
function lineRange({ textDocument }: LangiumDocument, line: number): Range {
  const start = { line: line - 1, character: 0 };
  const text = textDocument.getText({ start, end: { line, character: 0 } });
  const indent = text.length - text.trimStart().length;
  // A comment after a text in quotes may hold a quote itself, and the other way round.
  const [code = ''] = /^(?:"(?:\\.|[^"\\])*"|[^"#])*/.exec(text) ?? [];
  const end = Math.max(indent, code.trimEnd().length);
  return { start: { ...start, character: indent }, end: { ...start, character: end } };
}
