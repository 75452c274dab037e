import type { AstNode, CstNode } from 'langium';
import { CstUtils } from 'langium';
import type {
  Column,
  DataBlock,
  HandoffBlock,
  PolicyTest,
  Simulation,
  ThompsonAgent,
} from '../../generated/ast.ts';
import { asName, asValue } from '../../suggestion.ts';
import type { Edit, Fault, Fix } from './fix.ts';
import { declarationOf, lineAfter, nodeAt, visibleDeclarations, wordsAfter } from './fix.ts';
import { usedBy } from './missing-role.ts';

/** Writes what a declaration cannot work without, with what the rest of the file suggests for it. */
export function addPart(fault: Fault): Fix[] {
  const node = nodeAt(fault.document, fault.diagnostic.range);
  switch (node?.$type) {
    case 'HandoffBlock':
      return headerFixes(node as HandoffBlock, fault);
    case 'Simulation':
      return agentFixes(node as Simulation);
    case 'PolicyTest':
      return testFixes(node as PolicyTest);
    case 'ThompsonAgent':
      return goalFixes(node as ThompsonAgent);
    case 'ChoosingAgent': {
      const value = valueFor(handoffOf(node));
      return value === undefined
        ? []
        : [inserted(`, otherwise ${value}`, wordsAfter(node.$cstNode, `, otherwise ${value}`))];
    }
    case 'Becomes': {
      const words = ' after 200 decisions when agreement is at least 90%';
      return [inserted(words, wordsAfter(node.$cstNode, words))];
    }
    case 'PlainAgent':
    case 'Usual':
      return usualFixes(handoffOf(node));
    default:
      return [];
  }
}

function inserted(text: string, edits: Edit[], sure = false): Fix {
  return { title: `Add \`${text.replace(/^,/, '').trim()}\``, edits, ...(sure ? { sure } : {}) };
}

function headerFixes(handoff: HandoffBlock, fault: Fault): Fix[] {
  const has = (type: string): boolean => handoff.headers.some((each) => each.$type === type);
  const declared = visibleDeclarations(fault);
  if (!has('Uses')) {
    const blocks = declared.filter((each) => each.$type === 'DataBlock');
    return blocks.map(({ name }) => {
      const line = `uses ${asName(name)}`;
      return inserted(line, lineAfter(anchorOf(handoff, ['Owner']), line), blocks.length === 1);
    });
  }
  if (!has('AgentChooses')) {
    const columns = columnsOf(usedBy(handoff)).filter(isChosen);
    return columns.map(({ name }) => {
      const line = `the agent chooses ${asName(name)}`;
      return inserted(
        line,
        lineAfter(anchorOf(handoff, ['Uses', 'Owner']), line),
        columns.length === 1,
      );
    });
  }
  if (has('Owner')) return [];
  const roles = [...new Set([handoff, ...declared].flatMap(rolesIn))];
  return (roles.length > 0 ? roles.slice(0, 3) : [`${handoff.name}_owner`]).map((role) => {
    const line = `owner ${asName(role)}`;
    return inserted(line, lineAfter(anchorOf(handoff, []), line));
  });
}

/** The line behind which another belongs: the last of these headers, else the description or name. */
function anchorOf(handoff: HandoffBlock, headers: readonly string[]): CstNode | undefined {
  const found = handoff.headers.findLast((each) => headers.includes(each.$type));
  return found?.$cstNode ?? headOf(handoff);
}

/** The name, what it is under, and the description: all before the first header. */
function headOf(handoff: HandoffBlock): CstNode | undefined {
  const whole = handoff.$cstNode;
  const first = [...handoff.headers, ...handoff.blocks]
    .map((each) => each.$cstNode?.offset ?? Infinity)
    .reduce((left, right) => Math.min(left, right), Infinity);
  if (!whole) return undefined;
  const words = CstUtils.flattenCst(whole).filter(({ hidden, end }) => !hidden && end <= first);
  return words.toArray().at(-1) ?? whole;
}

function rolesIn(declaration: AstNode): string[] {
  if (declaration.$type !== 'HandoffBlock') return [];
  const { headers, blocks } = declaration as HandoffBlock;
  const roles = [
    ...blocks.map((block) => (block.$type === 'EscalateBlock' ? block.role : undefined)),
    ...headers.map((header) => (header.$type === 'Owner' ? header.role : undefined)),
  ] as (string | undefined)[];
  return roles.filter((role) => role !== undefined);
}

function agentFixes(simulation: Simulation): Fix[] {
  const handoff = handoffOf(simulation);
  const usual = handoff?.headers.some((each) => each.$type === 'Usually') ?? false;
  const kinds = usual ? ['usual', 'logged'] : ['logged'];
  const anchor = (simulation.parts.at(-1) ?? simulation).$cstNode;
  return kinds.map((kind) => {
    const line = `agent is the ${kind} choice`;
    return inserted(line, lineAfter(anchor, line));
  });
}

function testFixes(test: PolicyTest): Fix[] {
  const has = (type: string): boolean => test.parts.some((each) => each.$type === type);
  const column = choiceOf(handoffOf(test));
  const value = valueFor(handoffOf(test));
  if (!has('ChoiceMade')) {
    if (column === undefined || value === undefined) return [];
    const line = `when the agent chooses ${asName(column)} ${value}`;
    const before = test.parts.filter((each) => each.$type !== 'Expectation').at(-1);
    return [inserted(line, lineAfter(before?.$cstNode ?? test.handoff.$refNode, line))];
  }
  if (has('Expectation')) return [];
  return [inserted('expect act', lineAfter((test.parts.at(-1) ?? test).$cstNode, 'expect act'))];
}

function goalFixes(agent: ThompsonAgent): Fix[] {
  const handoff = handoffOf(agent);
  if (!handoff || handoff.headers.some((each) => each.$type === 'Goal')) return [];
  const outcomes = columnsOf(usedBy(handoff)).filter(
    ({ type, roles }) =>
      type.$type === 'YesNoType' && roles.some((role) => role.$type === 'OutcomeRole'),
  );
  return outcomes.slice(0, 3).map(({ name }) => {
    const line = `goal more ${asName(name)}`;
    return inserted(line, lineAfter(anchorOf(handoff, ['AgentChooses', 'Uses']), line));
  });
}

function usualFixes(handoff: HandoffBlock | undefined): Fix[] {
  const column = choiceOf(handoff);
  const value = valueFor(handoff);
  if (!handoff || column === undefined || value === undefined) return [];
  const line = `usually ${asName(column)} is ${value}`;
  return [inserted(line, lineAfter(anchorOf(handoff, ['AgentChooses', 'Uses']), line))];
}

function handoffOf(node: AstNode): HandoffBlock | undefined {
  const home = declarationOf(node) ?? node;
  if (home.$type === 'HandoffBlock') return home as HandoffBlock;
  const of = home as Partial<Simulation>;
  return of.handoff?.ref;
}

function choiceOf(handoff: HandoffBlock | undefined): string | undefined {
  return handoff?.headers.find((each) => each.$type === 'AgentChooses')?.column;
}

/** A value that the agent may choose: the usual one, else the first of its type. */
function valueFor(handoff: HandoffBlock | undefined): string | undefined {
  const usual = handoff?.headers.find((each) => each.$type === 'Usually');
  const written = usual?.value.$cstNode?.text;
  if (written !== undefined) return written;
  const chosen = choiceOf(handoff);
  const data = handoff && usedBy(handoff);
  const type = columnsOf(data).find(({ name }) => name === chosen)?.type;
  switch (type?.$type) {
    case 'YesNoType':
      return 'no';
    case 'OneOfType':
      return type.values[0] === undefined ? undefined : asValue(type.values[0]);
    case 'TimeOfDayType':
      return '12:00';
    case 'NumberType':
      return type.low ?? '0';
    default:
      return undefined;
  }
}

function columnsOf(data: DataBlock | undefined): Column[] {
  return data?.items.filter((item) => item.$type === 'Column') ?? [];
}

function isChosen({ roles }: Column): boolean {
  return roles.some((role) => role.$type === 'ChosenRole');
}
