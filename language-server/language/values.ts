import type { CstNode, GrammarAST, ValueType } from 'langium';
import { DefaultValueConverter } from 'langium';

/** What a token's text means: names without backticks and colon, numbers without grouping. */
export class HandoffValueConverter extends DefaultValueConverter {
  protected override runConverter(
    rule: GrammarAST.AbstractRule,
    input: string,
    cstNode: CstNode,
  ): ValueType {
    switch (rule.name) {
      case 'NAME_COLON':
        return bare(input.slice(0, -1).trimEnd());
      case 'QUOTED_NAME':
      case 'Name':
        return bare(input);
      case 'NUMBER':
        // The text is kept: checks speak of it as it was written.
        return input;
      case 'STRING':
        return unquote(input);
      default:
        return super.runConverter(rule, input, cstNode);
    }
  }
}

function bare(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1) : name;
}

function unquote(text: string): string {
  const closed = text.length > 1 && text.endsWith('"');
  const value = text.slice(1, closed ? -1 : undefined).replace(/\\(.)/g, '$1');
  // No address of a file can be made of half a character, which an editor may send.
  return value.replace(/\p{Surrogate}/gu, '\uFFFD');
}
