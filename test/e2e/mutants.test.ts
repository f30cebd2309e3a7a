import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { faults } from '../../embedded/gateway/faults/index.ts';
import { limitMs } from './place.ts';

const command = fileURLToPath(new URL('../mutants/run.ts', import.meta.url));
const [{ name: defect } = { name: '' }] = faults;

describe('the defect table, stopped', function () {
  this.timeout(limitMs);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-e2e-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Judges one defect beside its control, and is stopped by a signal while the suite runs against both. */
  async function stop(send: (pid: number) => void) {
    const child = execa(process.execPath, ['--import', 'tsx', command, defect, '--jobs', '2'], {
      env: { TMPDIR: folder, TSX_DISABLE_CACHE: '1' },
      // A group of its own, as a terminal makes one.
      detached: true,
      reject: false,
      stdin: 'ignore',
      timeout: limitMs,
    });
    while (child.exitCode === null && (await listProcesses()).length < 2) await sleep(100);
    // They are to be in the midst of it.
    await sleep(2_000);
    if (child.pid !== undefined && child.exitCode === null) send(child.pid);
    return child;
  }

  /** Those that have the folder in their command line, as the runs have. */
  const listProcesses = async () => {
    const { stdout } = await execa('ps', ['-eo', 'pid,args']);
    return stdout.split('\n').filter((line) => line.includes(folder));
  };

  for (const [what, send] of [
    ['by Ctrl-C, which its children are sent, too', (pid: number) => process.kill(-pid, 'SIGINT')],
    ['by a signal to itself alone', (pid: number) => process.kill(pid, 'SIGTERM')],
  ] as const) {
    it(`tells what it has judged, and leaves no process and no file: ${what}`, async () => {
      const { exitCode, stderr } = await stop(send);
      expect(stderr).to.match(/(^|\n)mutants: ending the runs\nmutants: interrupted, [01] of 2 gateways judged$/);
      expect(exitCode).to.equal(130);
      expect(await listProcesses()).to.deep.equal([]);
      expect(await readdir(folder)).to.deep.equal([]);
    });
  }
});
