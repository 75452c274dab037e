import type { IRecognitionException, IToken, TokenType } from 'chevrotain';
import { EOF, NotAllInputParsedException, tokenMatcher } from 'chevrotain';
import type { AstNode, LangiumCoreServices, ParseResult, ParserOptions } from 'langium';
import { LangiumParser, createParser } from 'langium';
import { parseFile } from './parse-file.ts';
import { strayError } from './parser-messages.ts';

/** Grammar rules that hold one rule or part after another. */
const blocks = new Set(
  `File Calendar DataBlock Guardrails HandoffBlock BoundariesBlock EscalateBlock SurprisesBlock
   LearningBlock AutonomyBlock FeedbackBlock Simulation Reviewer PolicyTest`.split(/\s+/),
);

/** Words that, in the middle of a broken line, are no beginning of a line of the handoff. */
const startsLines = new Set(
  `the owner uses people usually stakes reversible irreversible goal watch guard boundaries
   escalate surprises learning autonomy feedback`.split(/\s+/),
);

/** What Chevrotain's recovery is made of; the version of the library is fixed in package.json. */
interface Recovering {
  RULE_STACK_IDX: number;
  isBackTracking: () => boolean;
  LA: (howFar: number) => IToken;
  SKIP_TOKEN: () => IToken;
  SAVE_ERROR: (error: IRecognitionException) => IRecognitionException;
  getCurrRuleFullName: () => string;
  flattenFollowSet: () => TokenType[];
  isInCurrentRuleReSyncSet: (token: TokenType) => boolean;
  findReSyncTokenType: () => TokenType;
  reSyncTo: (type: TokenType) => IToken[];
  attemptInRepetitionRecovery: (
    again: (...args: unknown[]) => void,
    args: unknown[],
    starts: () => boolean,
    kind: number,
    occurrence: number,
    walker: unknown,
    moved: boolean | undefined,
  ) => void;
}

export interface HandoffParserOptions extends ParserOptions {
  /** What the file was parsed to before; it is used up. */
  before?: ParseResult;
}

/**
 * Parses what a slip leaves intact. The library resumes a block after an error only where a
 * fixed word ends the block, and Handoff's blocks end where the next begins; and it resumes at
 * any word that could stand there, were it in the middle of a line. Here a block goes on at the
 * next line that starts a rule of it, and ends at a line that starts what follows it.
 */
export function createHandoffParser(services: LangiumCoreServices): LangiumParser {
  const parser = new LangiumParser(services);
  const recovering = (parser as unknown as { wrapper: Recovering }).wrapper;
  const standard = recovering.attemptInRepetitionRecovery;
  /** How deep in the grammar the blocks are that are being resumed right now. */
  const resuming = new Set<number>();
  recovering.attemptInRepetitionRecovery = function (again, args, starts, ...rest) {
    const rule = this.getCurrRuleFullName().replace('\u200B', '');
    if (!blocks.has(rule)) return standard.call(this, again, args, starts, ...rest);
    const depth = this.RULE_STACK_IDX;
    if (this.isBackTracking() || resuming.has(depth)) return;
    const after = this.flattenFollowSet();
    const ends = (token: IToken): boolean => after.some((type) => tokenMatcher(token, type));
    // A loop, and no recursion: a file may hold as many slips as lines.
    while (!ends(this.LA(1)) && !starts.call(this)) {
      skipStray(this, rule, (token) => ends(token) || starts.call(this));
      resuming.add(depth);
      try {
        if (starts.call(this)) again.apply(this, args);
      } finally {
        resuming.delete(depth);
      }
    }
  };
  let goesOnAt: IToken | undefined;
  recovering.findReSyncTokenType = function () {
    const types = this.flattenFollowSet();
    const { startLine } = this.LA(1);
    let previous = this.LA(0);
    for (let ahead = 1; ; ahead++) {
      const token = this.LA(ahead);
      const found = types.find((type) => tokenMatcher(token, type));
      // In the middle of a line only that rule goes on which the slip is in, and not lines below it.
      const isNear =
        token.startLine === startLine &&
        !startsLines.has(token.image) &&
        this.isInCurrentRuleReSyncSet(found ?? token.tokenType);
      if (found && (resumes(previous, token) || isNear)) {
        goesOnAt = token;
        return found;
      }
      previous = token;
    }
  };
  recovering.reSyncTo = function () {
    const skipped: IToken[] = [];
    for (let next = this.LA(1); next !== goesOnAt && next.tokenType !== EOF;) {
      skipped.push(next);
      next = this.SKIP_TOKEN();
    }
    return skipped;
  };
  createParser(services.Grammar, parser, services.parser.Lexer.definition);
  parser.finalize();
  const whole = parser.parse.bind(parser);
  parser.parse = <T extends AstNode>(text: string, options: HandoffParserOptions = {}) =>
    options.rule === undefined
      ? (parseFile(text, whole, options.before) as ParseResult<T>)
      : whole<T>(text, options);
  return parser;
}

/** Skips to the next line that `goesOn` accepts, and reports the first word of what is skipped. */
function skipStray(parser: Recovering, block: string, goesOn: (token: IToken) => boolean): void {
  const before = parser.LA(0);
  const stray = parser.LA(1);
  const skipped: IToken[] = [];
  let previous = before;
  for (let next = stray; !(resumes(previous, next) && goesOn(next));) {
    skipped.push(next);
    previous = next;
    next = parser.SKIP_TOKEN();
  }
  const { message, at } = strayError(skipped, before, block);
  const error = new NotAllInputParsedException(message, at);
  error.resyncedTokens = skipped;
  parser.SAVE_ERROR(error);
}

/** Whether a line, or the file's end, begins with this token. */
function resumes(previous: IToken, token: IToken): boolean {
  return token.tokenType === EOF || token.startLine !== previous.startLine;
}
