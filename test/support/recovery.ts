import type { IToken } from 'chevrotain';
import type { AstNode } from 'langium';
import { AstUtils, CstUtils, isLeafCstNode } from 'langium';
import { services } from './handoff.ts';

/** What a reader would call a rule: a line, or a few, that means something by itself. */
const ruleTypes = new Set(
  `Import CalendarRange Segment RowMeaning PropensityEstimate Column
   Owner Uses AgentChooses PeopleKeep Usually Stakes Reversible Irreversible Goal Watch Guard
   Boundary Trigger Deadline Budget SurprisingRule SoundRule UnsoundRule
   LearningPeriod ExploreLimit LearningReview StartsAt Becomes Returns FeedbackRule
   SimulationRange ThompsonAgent RecordedAgent CommandAgent PlainAgent ChoosingAgent
   Answer LastAnswer Seed Given After ChoiceMade Expectation`.split(/\s+/),
);

export interface FoundRule {
  /** Its kind, its words, and the kind of declaration that it stands in. */
  key: string;
  firstLine: number;
  lastLine: number;
}

/** The rules that the parser finds in a text, with their lines from 0. */
export function rulesIn(text: string): FoundRule[] {
  const rules: FoundRule[] = [];
  for (const node of AstUtils.streamAst(services.handoff.parser.LangiumParser.parse(text).value)) {
    if (!ruleTypes.has(node.$type) || !node.$cstNode) continue;
    const { range } = node.$cstNode;
    rules.push({
      key: `${homeOf(node)} ${node.$type} ${wordsOf(node)}`,
      firstLine: range.start.line,
      lastLine: range.end.line,
    });
  }
  return rules;
}

function homeOf(node: AstNode): string {
  let home: AstNode = node;
  while (home.$container?.$container) home = home.$container;
  return home.$type;
}

function wordsOf(node: AstNode): string {
  if (!node.$cstNode) return '';
  return CstUtils.streamCst(node.$cstNode)
    .filter((leaf) => isLeafCstNode(leaf) && !leaf.hidden)
    .map((leaf) => leaf.text)
    .join(' ');
}

/** The ways in which a line is broken; each gives the line's tokens back, changed. */
export const breakages: Record<string, (words: string[]) => string[]> = {
  'its last word is missing': (words) => words.slice(0, -1),
  'a middle word is missing': (words) => words.toSpliced(middle(words), 1),
  'a stray word is inside': (words) => words.toSpliced(middle(words), 0, 'banana'),
  'a word stands twice': (words) => words.toSpliced(middle(words), 0, words[middle(words)] ?? ''),
  'a parenthesis is open': (words) => words.toSpliced(middle(words), 0, '('),
  'a parenthesis is closed': (words) => words.toSpliced(middle(words), 0, ')'),
  'a quote is open': (words) => words.toSpliced(middle(words), 0, '"'),
  'a lone word stands instead': () => ['banana'],
};

function middle(words: readonly string[]): number {
  return Math.floor(words.length / 2);
}

export interface Recovery {
  line: string;
  breakage: string;
  expected: number;
  lost: string[];
}

/** Breaks each line in each way and tells which of the other lines' rules were lost. */
export function measureRecovery(text: string): Recovery[] {
  const rules = rulesIn(text);
  const lines = text.split('\n');
  const tokens = services.handoff.parser.Lexer.tokenize(text).tokens;
  const byLine = new Map<number, IToken[]>();
  for (const token of tokens) {
    const number = (token.startLine ?? 0) - 1;
    byLine.set(number, [...(byLine.get(number) ?? []), token]);
  }
  return [...byLine].flatMap(([number, words]) =>
    Object.entries(breakages).map(([breakage, broken]) => {
      const replaced = `  ${broken(words.map(({ image }) => image)).join(' ')}`;
      const left = counted(rulesIn(lines.with(number, replaced).join('\n')));
      const others = rules.filter((rule) => number < rule.firstLine || number > rule.lastLine);
      const lost = others.filter(({ key }) => {
        const count = left.get(key) ?? 0;
        left.set(key, count - 1);
        return count < 1;
      });
      return {
        line: `${number + 1}: ${lines[number]?.trim() ?? ''}`,
        breakage,
        expected: others.length,
        lost: lost.map(({ key }) => key),
      };
    }),
  );
}

function counted(rules: readonly FoundRule[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of rules) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
