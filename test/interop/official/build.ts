import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { execa } from 'execa';

const module = fileURLToPath(new URL('.', import.meta.url));
const SOURCES = ['go.mod', 'go.sum', 'suite_test.go'];
const BUILD_LIMIT_MS = 1_200_000;

/** The official suite as a program. */
export interface OfficialSuite {
  program: string;
  /** `v1.6.3` */
  version: string;
  /** Folder of the CRDs that it asks for, those of its own release. */
  crds: string;
}

/** Why the suite cannot be built here; undefined where it can. */
export async function findObstacle(): Promise<string | undefined> {
  const { exitCode, code } = await go(['version']);
  if (code === 'ENOENT') return 'there is no go on the PATH to build the official suite with';
  return exitCode === 0 ? undefined : 'go does not run';
}

/**
 * Builds the official suite from its Go module, once for each state of go.mod: into `$GWCONF_CACHE`, else the user's
 * cache folder. Takes minutes where Go has never built it. Rejects with what go said.
 * @param tell is called before something that takes long
 */
export async function buildOfficialSuite(tell: (line: string) => void): Promise<OfficialSuite> {
  const sources = await Promise.all(SOURCES.map((file) => readFile(join(module, file), 'utf8')));
  const version = /gateway-api\/conformance (v\S+)/.exec(sources[0] ?? '')?.[1] ?? '';
  const digest = createHash('sha256').update(sources.join('\0')).digest('hex').slice(0, 12);
  const folder = join(process.env.GWCONF_CACHE || envPaths('gwconf', { suffix: '' }).cache, 'official-suite');
  const program = join(folder, `${version}-${digest}`);
  if (!existsSync(program)) {
    tell(`building the official suite ${version} (minutes, the first time)`);
    await mkdir(folder, { recursive: true });
    const part = `${program}.${process.pid}.part`;
    await runGo(['test', '-c', '-trimpath', '-ldflags=-s -w', '-o', part, '.']);
    await rename(part, program);
  }
  // Also where the program is in the cache: the modules may not be.
  await runGo(['mod', 'download', 'sigs.k8s.io/gateway-api']);
  const { stdout } = await runGo(['list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/gateway-api']);
  return { program, version, crds: join(stdout.trim(), 'config', 'crd', 'standard') };
}

async function runGo(args: readonly string[]): Promise<{ stdout: string }> {
  const { exitCode, stdout, stderr, shortMessage } = await go(args);
  if (exitCode === 0) return { stdout };
  throw new Error(`go ${args[0]} failed: ${stderr.trim() || shortMessage}`);
}

function go(args: readonly string[]) {
  return execa('go', args, {
    cwd: module,
    reject: false,
    stdin: 'ignore',
    timeout: BUILD_LIMIT_MS,
    env: { CGO_ENABLED: '0', GOWORK: 'off' },
  });
}
