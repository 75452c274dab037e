import type { AstNode, LangiumDocument } from 'langium';
import { reviewCodes } from '../analysis/codes.ts';
import type { Severity } from '../analysis/codes.ts';
import type { Mend } from '../analysis/finding.ts';

export type { Severity } from '../analysis/codes.ts';

/** What a data file earns, held against how a policy declares it. */
export const dataProblemCodes = {
  'missing-data': ['warning', 'The data file does not exist; a simulation needs it.'],
  'unreadable-data': ['error', 'The data file cannot be used.'],
  'data-mismatch': ['error', 'The data file does not have a column as it is declared.'],
  'unfitting-cells': ['warning', 'Cells that do not fit the type of their column are unknown.'],
} as const satisfies Record<string, readonly [Severity, string]>;

/** Every code a Handoff file can earn, with its severity and what it means. */
export const problemCodes = {
  'syntax-error': ['error', 'The words do not form a rule.'],
  'unfinished-rule': ['error', 'A line of words that is not a rule.'],
  'unclosed-text': ['error', 'A text without its closing quote.'],
  'symbol-comparison': ['error', 'Comparisons are written in words.'],
  'missing-import': ['error', 'An imported file does not exist or cannot be read.'],
  'import-cycle': ['error', 'A file imports itself, directly or not.'],
  'broken-import': ['error', 'An imported file has an error of its own.'],
  'unknown-reference': ['error', 'A declaration that no visible file makes.'],
  'unknown-name': ['error', 'A name that is no column, segment, measured word or value here.'],
  'unknown-value': ['error', 'A value that the type does not have.'],
  'duplicate-name': ['error', 'Two things that would share a name.'],
  'reserved-name': ['error', 'A name that would be lost from logs.'],
  'wrong-type': ['error', 'A value or condition of the wrong type.'],
  'mixed-units': ['error', 'Quantities of different units.'],
  'no-peeking': ['error', 'What is known only after the decision, used before it.'],
  'missing-role': ['error', 'A rule needs a column in a role that the data does not give.'],
  'missing-part': ['error', 'A declaration lacks a part it cannot work without.'],
  'repeated-part': ['error', 'A part that may stand once stands twice.'],
  'not-a-condition': ['error', 'A quantity where a condition is needed.'],
  'invalid-date': ['error', 'A date or time that does not exist.'],
  'invalid-duration': ['error', 'A duration in a unit that has no fixed length.'],
  'empty-window': ['error', 'A window that starts where it ends.'],
  'no-nearest': ['error', 'A nearest choice asked of choices without a distance or an end.'],
  'loosens-guardrails': ['error', 'A rule that redefines a guardrail, or is laxer than one.'],
  'irreversible-autonomy': ['error', 'A decision that cannot be undone, and may act alone.'],
  'unstated-window': ['error', 'A cap that does not say whether it is rolling or calendar.'],
  'unknown-priority': ['warning', 'A priority that names no handoff in sight.'],
  ...reviewCodes,
  ...dataProblemCodes,
} as const satisfies Record<string, readonly [Severity, string]>;

export type ProblemCode = keyof typeof problemCodes;

/** What would stand right where a problem is, as far as the check that found it knows. */
export interface Remedy {
  /** The text that takes the place of what is wrong. */
  text: string;
  /** Takes the place of the whole node, and not only of the property at which the problem is. */
  whole?: boolean;
  /** Nothing else can have been meant. */
  sure?: boolean;
}

/** A role that no column has, and one would need. */
export type LackingRole = 'subject' | 'moment' | 'clock' | 'chosen' | 'outcome';

export interface Problem {
  code: ProblemCode;
  message: string;
  node: AstNode;
  property?: string;
  index?: number;
  /** A second place that the message speaks of, or several. */
  related?: RelatedPlace | RelatedPlace[];
  remedies?: Remedy[];
  role?: LackingRole;
}

/** A node, or a range of a document that is no node. */
export type RelatedPlace = { message: string } & (
  { node: AstNode } | { document: LangiumDocument; range: Range }
);

export type Report = (
  code: ProblemCode,
  message: string,
  node: AstNode,
  where?: Pick<Problem, 'property' | 'index' | 'related' | 'remedies' | 'role'>,
) => void;

/** Lines and characters from 0, as in the language server protocol; the end is exclusive. */
export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** A remedy with its place: the text that stands right there. */
export interface Replacement {
  range: Range;
  text: string;
  sure?: boolean;
}

export interface Diagnostic {
  code: ProblemCode;
  severity: Severity;
  message: string;
  range: Range;
  related: { message: string; uri: string; range: Range }[];
  /** What would mend it, best first. */
  replacements?: Replacement[];
  role?: LackingRole;
  /** Names of the data file that may have been meant. */
  inFile?: string[];
  /** What the check knows that found it, beside where and what. */
  mend?: Mend;
}
