import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a fake program answers where the words of its command line match. */
export interface FakeAnswer {
  /** Extended regular expression (grep -E) over the arguments, joined by blanks. */
  when: string;
  stdout?: string;
  stderr?: string;
  exitCode?: number;
  /** Stays until it is ended. */
  hang?: boolean;
}

export interface FakePrograms {
  folder: string;
  /** Later answers win over earlier ones. A command line that none matches fails. */
  answer(program: string, ...answers: FakeAnswer[]): void;
  /** Command lines so far, `docker ps --all`; with what was on stdin in angle brackets. */
  calls(program?: string): string[];
  /** Puts the folder at the front of the PATH; or makes it the whole of it. */
  enter(only?: boolean): void;
  leave(): void;
}

/** Programs in a folder of their own that record how they are called, for tests of what calls docker or kind. */
export function createFakePrograms(): FakePrograms {
  const folder = mkdtempSync(join(tmpdir(), 'gwconf-programs-'));
  const log = join(folder, 'calls.log');
  const answers = new Map<string, FakeAnswer[]>();
  const path = process.env.PATH;
  return {
    folder,
    answer(program, ...more) {
      const all = [...more, ...(answers.get(program) ?? [])];
      answers.set(program, all);
      for (const [index, { stdout = '', stderr = '' }] of all.entries()) {
        writeFileSync(join(folder, `${program}.${index}.out`), stdout);
        writeFileSync(join(folder, `${program}.${index}.err`), stderr);
      }
      writeFileSync(join(folder, program), script(folder, program, all));
      chmodSync(join(folder, program), 0o755);
    },
    calls(program) {
      const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\u001e').filter(Boolean) : [];
      return program === undefined ? calls : calls.filter((call) => call.startsWith(`${program} `));
    },
    enter(only = false) {
      process.env.PATH = only ? folder : `${folder}${delimiter}${path}`;
    },
    leave() {
      process.env.PATH = path;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In shell, since a test calls such programs dozens of times. Records end with a byte that no command line has. */
function script(folder: string, program: string, answers: readonly FakeAnswer[]): string {
  const branches = answers.map(({ when, exitCode = 0, hang }, index) => {
    const file = quote(join(folder, `${program}.${index}`));
    const wait = hang ? 'exec sleep 1000; ' : '';
    return `if printf '%s' "$words" | grep -Eq -- ${quote(when)}; then cat ${file}.out; cat ${file}.err >&2; ${wait}exit ${exitCode}; fi`;
  });
  return `#!/bin/sh
PATH=/usr/bin:/bin
words="$*"
stdin=$(cat)
printf '%s\\036' "${program} $words\${stdin:+ <$stdin>}" >>${quote(join(folder, 'calls.log'))}
${branches.join('\n')}
echo "fake ${program}: nothing is known of: $words" >&2
exit 97
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
