import { describe, expect, it } from 'vitest';
import { explainPolicy } from '../../language-server/policy/explain.ts';
import { check, repositoryFile, shown } from '../support/handoff.ts';

/** What Markdown and HTML would read, were it not text. */
const hostile = '*_|<b>~[x](y)#';
const named = `company_holidays engagement subscriber_id sent_at send_hour propensity device
  lifetime_value consent opened clicked unsubscribed vip company consent_first total_cap freeze
  brand_team newsletter_send_time lifecycle_marketing content audience quiet_hours weekly_cap daily_cap
  rest_dormant spacing lifecycle_team unsure valuable unusual thin_evidence novel holiday friday_slump
  morning_readers autumn_replay active lapsing dormant mobile desktop`.split(/\s+/);

/** The whole language, with every name, text and noun made as hostile as the grammar lets it be. */
const text = repositoryFile('test/language/fixtures/whole.handoff.txt')
  .replaceAll(/#.*|"[^"]*"|\b\d[\w:-]*|[a-z_]+/gi, (part) => {
    if (part.startsWith('"') && !part.includes('.handoff') && !part.includes('.csv')) {
      return `${part.slice(0, -1)} ${hostile}\\\\ \`\``.concat('"');
    }
    if (/^emails?$/.test(part)) return part.replace('email', '_email_');
    return named.includes(part) && !part.startsWith('#') ? `\`${part} ${hostile}\`` : part;
  })
  // What the data says of itself stands by its words, and not by its name.
  .replaceAll(/the `propensity [^`]*`/g, 'the propensity')
  .replace('"../shared/company.handoff"', '"company.handoff"');

describe('what a person wrote is text in the explanation, and no Markdown', () => {
  it.each(['\n', '\r\n'])('with names and texts of every kind (%j)', async (newline) => {
    const source = text.replaceAll('\n', newline);
    const { policies, simulations, tests, ...checked } = await check(source, {
      beside: { 'company.handoff': '' },
    });
    expect(shown(checked)).toEqual([]);
    const [policy] = policies;
    if (!policy) throw new Error('not compiled');
    const lines = explainPolicy(policy, { simulations, tests }).split('\n');
    const read = lines.filter((line) => {
      const outside = line.replaceAll(/(?<![\\`])(`+)(?!`)(.*?[^`])\1(?!`)/g, '');
      return /[|<~[\]`]|#(?!#* )|\*_|_emails?_/.test(
        outside.replaceAll(/\\./g, '').replace(/^> /, ''),
      );
    });
    expect(read).toEqual([]);
    expect(lines.join('\n')).toContain('lifecycle_team');
  });
});
