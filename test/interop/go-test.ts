import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { execa } from 'execa';

const BUILD_LIMIT_MS = 1_200_000;

/** Why Go tests cannot be built here; undefined where they can. */
export async function findLack(): Promise<string | undefined> {
  const { exitCode, code } = await execa('go', ['version'], { reject: false, stdin: 'ignore' });
  if (code === 'ENOENT') return 'there is no go on the PATH';
  return exitCode === 0 ? undefined : 'go does not run';
}

/** Where programs of Go tests, and what is needed to build them, are kept. */
export function goTestsFolder(): string {
  return join(process.env.GWCONF_CACHE || envPaths('gwconf', { suffix: '' }).cache, 'go-tests');
}

/**
 * Builds a Go module's tests into one program, once for each state of its files: into `$GWCONF_CACHE`, else the user's
 * cache folder. Takes minutes where Go has never built what it needs. Rejects with what go said.
 * @param module folder of the module
 * @param name of the program
 * @param tell is called before something that takes long
 * @param env further environment of go
 * @returns path of the program
 */
export async function buildGoTests(
  module: string,
  name: string,
  tell: (line: string) => void,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const files = (await readdir(module)).filter((file) => /\.go$|^go\.(mod|sum)$/.test(file)).sort();
  const sources = await Promise.all(files.map((file) => readFile(join(module, file), 'utf8')));
  const digest = createHash('sha256').update(sources.join('\0')).digest('hex').slice(0, 12);
  const folder = goTestsFolder();
  const program = join(folder, `${name}-${digest}`);
  if (existsSync(program)) return program;
  tell(`building ${name} (minutes, the first time)`);
  await mkdir(folder, { recursive: true });
  const part = `${program}.${process.pid}.part`;
  await runGo(module, ['test', '-c', '-trimpath', '-ldflags=-s -w', '-o', part, '.'], env);
  await rename(part, program);
  return program;
}

/** Runs go in a module. Rejects with what it said. */
export async function runGo(
  module: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { exitCode, stdout, stderr, shortMessage } = await execa('go', args, {
    cwd: module,
    reject: false,
    stdin: 'ignore',
    timeout: BUILD_LIMIT_MS,
    env: { CGO_ENABLED: '0', GOWORK: 'off', ...env },
  });
  if (exitCode === 0) return stdout.trim();
  throw new Error(`go ${args[0]} failed: ${stderr.trim() || shortMessage}`);
}

/** One test of a Go program, or one part of a test. */
export interface GoTest {
  /** `TestConformance/HTTPRouteWeight` */
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  seconds: number;
}

const RESULT = /^ *--- (PASS|FAIL|SKIP): (\S+) \((\d+(?:\.\d+)?)s\)$/;
const OUTCOMES = { PASS: 'passed', FAIL: 'failed', SKIP: 'skipped' } as const;

/** Reads the results in what a test program prints with -test.v. */
export function readGoTests(text: string): readonly GoTest[] {
  return text.split('\n').flatMap((line) => {
    const [, word, name = '', seconds] = RESULT.exec(line) ?? [];
    return word === undefined
      ? []
      : [{ name, outcome: OUTCOMES[word as keyof typeof OUTCOMES], seconds: Number(seconds) }];
  });
}
