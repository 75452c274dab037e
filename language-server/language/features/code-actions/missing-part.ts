import type { AstNode } from 'langium';
import type {
  Column,
  HandoffBlock,
  PolicyTest,
  Simulation,
  ThompsonAgent,
} from '../../generated/ast.ts';
import { asName, asValue } from '../../suggestion.ts';
import type { Fault, Fix } from './fix.ts';
import { declarationOf, lineAfter, nodeAt, visibleDeclarations, wordsAfter } from './fix.ts';
import { anchorOf, columnsOf, goalLines, inserted, outcomesOf, rolesOf } from './handoff-parts.ts';
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

/** A role that the file names already owns it, or one that is called after the handoff. */
export function ownerFixes(handoff: HandoffBlock, fault: Fault): Fix[] {
  const homes = [handoff, ...visibleDeclarations(fault)];
  const roles = [
    ...new Set(homes.flatMap((each) => (each.$type === 'HandoffBlock' ? rolesOf(each) : []))),
  ];
  return (roles.length > 0 ? roles.slice(0, 3) : [`${handoff.name}_owner`]).map((role) => {
    const line = `owner ${asName(role)}`;
    return inserted(line, lineAfter(anchorOf(handoff, []), line));
  });
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
  return has('Owner') ? [] : ownerFixes(handoff, fault);
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
  return goalLines(handoff, outcomesOf(handoff));
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

function isChosen({ roles }: Column): boolean {
  return roles.some((role) => role.$type === 'ChosenRole');
}
