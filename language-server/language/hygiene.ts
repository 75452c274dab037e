import type { AstNode, LangiumDocument, LangiumDocuments } from 'langium';
import { AstUtils } from 'langium';
import type { Boundary, File } from './generated/ast.ts';
import type { Problem } from './problems.ts';

/** What a document without errors leaves unsaid, or says for nobody. */
export function hygieneProblems(
  document: LangiumDocument,
  documents: Pick<LangiumDocuments, 'all'>,
): Problem[] {
  return [...unexplained(document), ...unused(document, documents)];
}

/** Whoever is stopped by a boundary asks why; so does whoever reviews it in a year. */
function unexplained(document: LangiumDocument): Problem[] {
  return boundariesOf(document.parseResult.value as File)
    .filter(({ tails }) => !tails.some(isReason))
    .map((node) => ({
      code: 'no-because',
      message: `${node.name === undefined ? 'This boundary' : `\`${node.name}\``} does not say why: add \`because "…"\``,
      node,
      ...(node.name === undefined ? {} : { property: 'name' }),
    }));
}

/** The three dots that keep its place are none. */
function isReason(tail: Boundary['tails'][number]): boolean {
  // After error recovery any property may be missing.
  const text = (tail as { text?: string }).text ?? '';
  return tail.$type === 'Because' && /[\p{L}\p{N}]/u.test(text);
}

function boundariesOf({ declarations }: File): Boundary[] {
  return declarations
    .flatMap((declaration) => {
      if (declaration.$type === 'Guardrails') return declaration.rules;
      if (declaration.$type !== 'HandoffBlock') return [];
      return declaration.blocks.flatMap((block) =>
        block.$type === 'BoundariesBlock' ? block.rules : [],
      );
    })
    .filter(({ $type }) => $type === 'Boundary');
}

/**
 * Segments and calendars that no file at hand names. A file without a handoff is there for others,
 * of which not all need be at hand.
 */
function unused(document: LangiumDocument, documents: Pick<LangiumDocuments, 'all'>): Problem[] {
  const { declarations } = document.parseResult.value as File;
  if (!declarations.some(({ $type }) => $type === 'HandoffBlock')) return [];
  const declared = declarations.filter(
    (each) => each.$type === 'Segment' || each.$type === 'Calendar',
  );
  if (declared.length === 0) return [];
  const named = namesIn(documents);
  return declared
    .filter(({ $type, name }) => !named.has(`${$type} ${name}`))
    .map((node) => ({
      code: node.$type === 'Segment' ? 'unused-segment' : 'unused-calendar',
      message: `Nothing reads the ${node.$type === 'Segment' ? 'segment' : 'calendar'} \`${node.name}\`: delete it`,
      node,
      property: 'name',
    }));
}

function namesIn(documents: Pick<LangiumDocuments, 'all'>): { has: (name: string) => boolean } {
  const sets = documents.all.map(({ parseResult }) => namesInFile(parseResult.value)).toArray();
  return { has: (name) => sets.some((names) => names.has(name)) };
}

const knownFiles = new WeakMap<AstNode, ReadonlySet<string>>();

function namesInFile(file: AstNode): ReadonlySet<string> {
  const before = knownFiles.get(file);
  if (before) return before;
  // A document that was just created has no tree yet.
  const { declarations = [] } = file as Partial<File>;
  const found = new Set(declarations.flatMap((declaration) => [...namesOf(declaration)]));
  knownFiles.set(file, found);
  return found;
}

/** Of all the declarations of a file only the one that is typed in is read again. */
const known = new WeakMap<AstNode, ReadonlySet<string>>();
const none: ReadonlySet<string> = new Set();

function namesOf(declaration: AstNode): ReadonlySet<string> {
  const before = known.get(declaration);
  if (before) return before;
  const named = new Set<string>();
  for (const node of AstUtils.streamAllContents(declaration)) {
    if (node.$type === 'NameRef') named.add(`Segment ${(node as { name?: string }).name}`);
    if (node.$type === 'CalendarTest') {
      named.add(`Calendar ${(node as { calendar?: string }).calendar}`);
    }
  }
  const found = named.size > 0 ? named : none;
  known.set(declaration, found);
  return found;
}
