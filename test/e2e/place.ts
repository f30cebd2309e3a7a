import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const launcher = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));

/** Time for one test of the built program, and for the program: a whole run takes four minutes where much else runs. */
export const limitMs = 600_000;

/** Folders of one test's own: whatever the program leaves behind is found in them. */
export interface Place {
  /** Working directory of the program. */
  cwd: string;
  /** Its folder for temporary files. */
  temporary: string;
  /** Starts the built program. Never rejects. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ReturnType<typeof startProgram>;
  /** Names of all that stands in both folders, sorted. */
  listLeft(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function createPlace(): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), 'gwconf-e2e-'));
  const cwd = join(root, 'work');
  const temporary = join(root, 'tmp');
  await Promise.all([mkdir(cwd), mkdir(temporary)]);
  return {
    cwd,
    temporary,
    start: (args, env = {}) =>
      startProgram(args, cwd, { TMPDIR: temporary, GWCONF_CACHE: join(root, 'cache'), ...env }),
    listLeft: async () => (await Promise.all([cwd, temporary].map((folder) => readdir(folder)))).flat().sort(),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function startProgram(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  return execa(process.execPath, [launcher, ...args], {
    cwd,
    env,
    reject: false,
    stdin: 'ignore',
    timeout: limitMs,
    // Without it, what cleans up for longer than five seconds after SIGTERM is ended by SIGKILL.
    forceKillAfterDelay: limitMs,
  });
}
