/** The part of a file that decides what can stand at a place in it. */
export interface Excerpt {
  /** Words that open the blocks around it, in place of the rules that stand between. */
  opening: string;
  /** The text from the rule at hand up to the place. */
  text: string;
}

const name = '(?:[A-Za-z_]\\w*|`[^`\\r\\n]+`)';
const declaration = new RegExp(
  String.raw`^\s*(?:(import)\s*"|(handoff|guardrails|simulation)\b|(test)\s*"|(?:(calendar|data)\s+(?!is\b)|(segment)\s+(?=${name}\s*:))${name})`,
);
const block = /^\s*(boundaries|surprises|learning|autonomy|feedback|escalate\s+to)\b/;

const named = String.raw`^\s*(?:${name}[ \t]*:|`;
/** How a rule begins, by the block that it stands in; the other blocks are short. */
const rules: Record<string, { opening: string; rule: RegExp } | undefined> = {
  guardrails: { opening: 'guardrails g', rule: new RegExp(`${named}never\\b|at\\b)`) },
  data: {
    opening: 'data d from "d"',
    rule: new RegExp(`${named}each\\b|propensity\\s+estimated)`),
  },
  boundaries: { opening: 'handoff h boundaries', rule: new RegExp(`${named}never\\b|at\\b)`) },
  'escalate to': {
    opening: 'handoff h escalate to r',
    rule: new RegExp(`${named}when\\b|answer\\b|at\\b)`),
  },
  feedback: { opening: 'handoff h feedback', rule: new RegExp(`${named}on\\b)`) },
};

/**
 * What stands between the rule at hand and a place. Rules before it cannot change what fits
 * here, so that the length of a file is no matter.
 */
export function excerptAt(text: string, offset: number): Excerpt {
  let ruleStart: number | undefined;
  let blockStart: number | undefined;
  let blockName: string | undefined;
  /** Lines that may start a rule, nearest first: which of them do depends on the block. */
  const candidates: { start: number; line: string }[] = [];
  let end = offset;
  for (;;) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end);
    const found = declaration.exec(line);
    if (blockStart === undefined && block.test(line)) {
      blockStart = start;
      blockName = block.exec(line)?.[1]?.replace(/\s+/, ' ');
      ruleStart = candidates.find((each) => rules[blockName ?? '']?.rule.test(each.line))?.start;
    }
    if (found) return excerpt(found.slice(1).find((word) => word !== undefined) ?? '', start);
    if (start === 0) return excerpt('', 0);
    if (blockStart === undefined && candidates.length < 1000) candidates.push({ start, line });
    end = start - 1;
  }

  function excerpt(kind: string, start: number): Excerpt {
    if (kind === 'handoff' && blockStart !== undefined) {
      const opening = rules[blockName ?? '']?.opening;
      return ruleStart === undefined || opening === undefined
        ? { opening: 'handoff h', text: text.slice(blockStart, offset) }
        : { opening, text: text.slice(ruleStart, offset) };
    }
    const inside = kind === 'handoff' ? undefined : rules[kind];
    const rule = inside && candidates.find((each) => inside.rule.test(each.line));
    if (inside && rule) return { opening: inside.opening, text: text.slice(rule.start, offset) };
    return { opening: '', text: text.slice(start, offset) };
  }
}
