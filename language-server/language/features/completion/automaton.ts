import type { Grammar } from 'langium';
import { GrammarAST } from 'langium';

/** What one step through the grammar asks for or does. */
export type Step =
  | { kind: 'nothing'; to: number }
  /** The node that is being read turns out to be of this type. */
  | { kind: 'type'; type: string; to: number }
  | { kind: 'keyword'; word: string; property?: string | undefined; to: number }
  /** A terminal by its name; `Name` stands for every token that can be one. */
  | { kind: 'terminal'; terminal: string; property?: string | undefined; to: number }
  | { kind: 'rule'; rule: string; property?: string | undefined; to: number };

export interface Automaton {
  steps: readonly (readonly Step[])[];
  rules: ReadonlyMap<string, { start: number; end: number }>;
  entry: string;
}

const automata = new WeakMap<Grammar, Automaton>();

/**
 * The grammar as steps between numbered places. The parser itself says only what is wrong with
 * a whole text; these steps say what can stand behind half of one.
 */
export function automatonOf(grammar: Grammar): Automaton {
  const known = automata.get(grammar);
  if (known) return known;
  const built = build(grammar);
  automata.set(grammar, built);
  return built;
}

function build(grammar: Grammar): Automaton {
  const steps: Step[][] = [];
  const place = (): number => steps.push([]) - 1;
  const add = (from: number, step: Step): number => {
    steps[from]?.push(step);
    return step.to;
  };
  const skip = (from: number, to: number): number => add(from, { kind: 'nothing', to });

  /** Adds what an element reads, from a place on; the place behind it is returned. */
  const read = (element: GrammarAST.AbstractElement, from: number, property?: string): number => {
    const { cardinality } = element;
    const start = skip(from, place());
    const end = once(element, start, property);
    if (cardinality === '*' || cardinality === '+') skip(end, start);
    if (cardinality === '*' || cardinality === '?') skip(start, end);
    return end;
  };
  const once = (element: GrammarAST.AbstractElement, from: number, property?: string): number => {
    if (GrammarAST.isGroup(element)) {
      let end = from;
      for (const part of element.elements) end = read(part, end, property);
      return skip(end, place());
    }
    if (GrammarAST.isAlternatives(element)) {
      const end = place();
      for (const part of element.elements) skip(read(part, from, property), end);
      return end;
    }
    if (GrammarAST.isAssignment(element)) return read(element.terminal, from, element.feature);
    if (GrammarAST.isAction(element)) {
      const type = element.inferredType?.name ?? element.type?.$refText ?? '';
      return add(from, { kind: 'type', type, to: place() });
    }
    if (GrammarAST.isKeyword(element)) {
      return add(from, { kind: 'keyword', word: element.value, property, to: place() });
    }
    if (GrammarAST.isCrossReference(element)) {
      return element.terminal ? read(element.terminal, from, property) : skip(from, place());
    }
    if (GrammarAST.isRuleCall(element)) return add(from, call(element, place(), property));
    return skip(from, place());
  };

  const rules = new Map<string, { start: number; end: number }>();
  let entry = '';
  for (const rule of grammar.rules) {
    if (GrammarAST.isInfixRule(rule)) {
      const operand = place();
      const end = add(operand, call(rule.call, place()));
      for (const { value } of rule.operators.precedences.flatMap(({ operators }) => operators)) {
        add(end, { kind: 'keyword', word: value, property: 'operator', to: operand });
      }
      rules.set(rule.name, { start: operand, end });
    } else if (GrammarAST.isParserRule(rule) && rule.name !== 'Name') {
      const start = place();
      rules.set(rule.name, { start, end: read(rule.definition, start) });
      if (rule.entry) entry = rule.name;
    }
  }
  return { steps, rules, entry };
}

function call({ rule }: GrammarAST.RuleCall, to: number, property?: string): Step {
  const name = rule.$refText;
  const isRule = GrammarAST.isInfixRule(rule.ref) || GrammarAST.isParserRule(rule.ref);
  return isRule && name !== 'Name'
    ? { kind: 'rule', rule: name, property, to }
    : { kind: 'terminal', terminal: name, property, to };
}
