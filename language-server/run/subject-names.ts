import { pseudonymOf } from './hashes.ts';

/** How subjects are shown, and found by what a person types; a subject goes by its code. */
export interface SubjectNames {
  /** Undefined where the subject is not known. */
  shown: (code: number) => string | undefined;
  /** Whether a subject is the one that the data names so, or is shown by a name that begins so. */
  matcher: (typed: string) => (code: number) => boolean;
}

export interface SubjectNameOptions {
  /** Names by code; where absent, codes are the subjects themselves. */
  names: readonly string[] | undefined;
  /** Of the pseudonyms; absent: subjects are shown as the data names them. */
  key: string | undefined;
}

/**
 * A pseudonym is worked out once, when it is first shown or compared: to hash a million subjects
 * takes seconds, and a person types one letter after the other.
 */
export function createSubjectNames({ names, key }: SubjectNameOptions): SubjectNames {
  const known = names === undefined ? undefined : pseudonymTable(names.length);
  const nameOf = (code: number): string => names?.[code] ?? String(code);

  function shown(code: number): string {
    const name = nameOf(code);
    if (key === undefined) return name;
    const before = known?.get(code);
    if (before !== undefined) return before;
    const pseudonym = pseudonymOf(name, key);
    known?.set(code, pseudonym);
    return pseudonym;
  }

  return {
    shown: (code) => (Number.isNaN(code) ? undefined : shown(code)),
    matcher: (typed) => {
      // One subject has many decisions, whose answer is the same.
      const answers = new Map<number, boolean>();
      return (code) => {
        if (Number.isNaN(code)) return false;
        let answer = answers.get(code);
        if (answer === undefined) {
          answer = nameOf(code) === typed || shown(code).startsWith(typed);
          answers.set(code, answer);
        }
        return answer;
      };
    },
  };
}

/** Pseudonyms by code, eight bytes each: as strings a million of them would take 50 MB. */
function pseudonymTable(count: number): {
  get: (code: number) => string | undefined;
  set: (code: number, pseudonym: string) => void;
} {
  const bytes = Buffer.alloc(count * 8);
  const isSet = new Uint8Array(count);
  return {
    get: (code) => (isSet[code] === 1 ? bytes.toString('hex', code * 8, code * 8 + 8) : undefined),
    set: (code, pseudonym) => {
      bytes.write(pseudonym, code * 8, 'hex');
      isSet[code] = 1;
    },
  };
}
