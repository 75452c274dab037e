/** A VS Code that is started once, and the suites that run in it. */
export interface Session {
  name: string;
  /** As test/host/suite.ts names them. */
  suites: string[];
  /** Installed as `npm run package` packs it, and not run from its source folder. */
  isPacked?: true;
  /** `false` for Restricted Mode, which disables only what is installed: it takes a packed one. */
  trusted?: false;
  /** User settings. */
  settings?: Record<string, unknown>;
}

export const sessions: Session[] = [
  { name: 'source', suites: ['diagnostics', 'harness'] },
  {
    name: 'packaged',
    isPacked: true,
    suites: [
      'speed',
      'lenses',
      'review',
      'language',
      'panel',
      'disk',
      'surfaces',
      'size',
      'hostile',
      'crash',
      'pictures',
    ],
  },
  { name: 'restricted', isPacked: true, trusted: false, suites: ['restricted'] },
];

/**
 * The sessions with the suites that HANDOFF_HOST_SUITES asks for (`panel` or `panel,trust`), and
 * all of them where nothing is asked for.
 */
export function chosenSessions(asked: string | undefined, all: Session[] = sessions): Session[] {
  if (!asked) return all;
  const wanted = asked.split(',');
  const known = new Set(all.flatMap(({ suites }) => suites));
  const unknown = wanted.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `HANDOFF_HOST_SUITES: no session of test/host/sessions.mts has \`${unknown.join(', ')}\`; ` +
        `there are ${[...known].join(', ')}`,
    );
  }
  return all
    .map((session) => ({
      ...session,
      suites: session.suites.filter((suite) => wanted.includes(suite)),
    }))
    .filter(({ suites }) => suites.length > 0);
}
