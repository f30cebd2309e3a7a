import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a fake program answers where the words of its command line match. */
export interface FakeAnswer {
  /** Regular expression over the arguments, joined by blanks. */
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
      writeFileSync(join(folder, `${program}.json`), JSON.stringify(all));
      writeFileSync(join(folder, program), script(program));
      chmodSync(join(folder, program), 0o755);
    },
    calls(program) {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
      const calls = lines.map((line) => String(JSON.parse(line)));
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

function script(program: string): string {
  return `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const words = process.argv.slice(2).join(' ');
const stdin = (() => { try { return readFileSync(0, 'utf8'); } catch { return ''; } })();
appendFileSync(__dirname + '/calls.log', JSON.stringify('${program} ' + words + (stdin ? ' <' + stdin + '>' : '')) + '\\n');
const answers = JSON.parse(readFileSync(__dirname + '/${program}.json', 'utf8'));
const found = answers.find(({ when }) => new RegExp(when).test(words));
if (!found) console.error('fake ${program}: nothing is known of: ' + words);
process.stdout.write(found?.stdout ?? '');
process.stderr.write(found?.stderr ?? '');
process.exitCode = found ? (found.exitCode ?? 0) : 97;
if (found?.hang) setInterval(() => {}, 1000);
`;
}
