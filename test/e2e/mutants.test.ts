import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { faults } from '../../embedded/gateway/faults/index.ts';

const command = fileURLToPath(new URL('../mutants/run.ts', import.meta.url));
const [{ name: defect } = { name: '' }] = faults;
const limitMs = 180_000;

describe('the defect table, stopped', function () {
  this.timeout(limitMs);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-e2e-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Judges one defect by one scenario, and is stopped by a signal while the whole suite runs for the control. */
  async function stop(send: (pid: number) => void) {
    const child = execa(process.execPath, ['--import', 'tsx', command, defect, '--known', '--jobs', '2'], {
      env: { TMPDIR: folder, TSX_DISABLE_CACHE: '1' },
      // A group of its own, as a terminal makes one.
      detached: true,
      reject: false,
      stdin: 'ignore',
      timeout: limitMs,
    });
    let said = '';
    let isSent = false;
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
      if (isSent || !said.includes(`1/2 defect ${defect}: expected\n`) || child.pid === undefined) return;
      isSent = true;
      send(child.pid);
    });
    return child;
  }

  const listProcesses = async () => {
    const { stdout } = await execa('ps', ['-eo', 'pid,args']);
    return stdout.split('\n').filter((line) => line.includes(folder));
  };

  for (const [what, send] of [
    ['by Ctrl-C, which its children are sent, too', (pid: number) => process.kill(-pid, 'SIGINT')],
    ['by a signal to itself alone', (pid: number) => process.kill(pid, 'SIGTERM')],
  ] as const) {
    it(`tells what it has judged, and leaves no process and no file: ${what}`, async () => {
      const { exitCode, stdout, stderr } = await stop(send);
      expect(stderr).to.match(/\nmutants: ending the runs\nmutants: interrupted, 1 of 2 gateways judged$/);
      expect(stdout).to.match(new RegExp(`^${defect} +1: HTTPRoute`, 'm'));
      expect(exitCode).to.equal(130);
      expect(await listProcesses()).to.deep.equal([]);
      expect(await readdir(folder)).to.deep.equal([]);
    });
  }
});
