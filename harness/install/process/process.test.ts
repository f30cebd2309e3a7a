import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { HarnessError } from '../../scenario/errors.ts';
import { systemClock } from '../../wait/clock.ts';
import { createPolicies } from '../../wait/policies.ts';
import type { WaitOptions } from '../workload.ts';
import { chooseAddress } from './address.ts';
import { awaitReady } from './ready.ts';
import { assertRuns, type RunningProcess, startProcess } from './start.ts';

const waiting: WaitOptions = {
  clock: systemClock,
  signal: new AbortController().signal,
  policy: { ...createPolicies().workload, timeoutMs: 10_000 },
};

describe('startProcess', () => {
  const running: RunningProcess[] = [];
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-process-'));
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function start(script: string, env: Record<string, string> = {}): RunningProcess {
    const args = ['-e', script];
    const one = startProcess({ name: 'gw', command: process.execPath, args, env, cwd: folder, clock: systemClock });
    running.push(one);
    return one;
  }
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  /** Resolves as soon as the system has forgotten a process. */
  async function gone(pid: number): Promise<void> {
    while (isAlive(pid)) await systemClock.sleep(20, waiting.signal);
  }
  const serve = `
    const server = require('node:http').createServer((_, response) => response.end('here'));
    server.listen(0, '127.0.0.1', () => console.log('port', server.address().port));`;

  it('keeps both outputs, and gives environment and working directory', async () => {
    const one = start('console.log(process.env.A, process.cwd()); console.error("second")', { A: 'b' });
    await one.ended;
    expect(one.log.lines().sort()).to.deep.equal([`b ${folder}`, 'second']);
    expect(one.log.lines(new Date(Date.now() + 60_000))).to.deep.equal([]);
  });

  it('is ready when its output, its port and its answer say so', async () => {
    const one = start(serve);
    await awaitReady(one, { log: '^port \\d+$' }, waiting);
    const port = one.log.lines()[0]?.split(' ')[1];
    await awaitReady(one, { tcp: `127.0.0.1:${port}`, http: `http://127.0.0.1:${port}/` }, waiting);
    await one.stop();
    expect(one.findEnd()).to.equal(undefined);
  });

  it('tells what it was not ready by', async () => {
    const one = start('setInterval(() => {}, 1000)');
    const policy = { ...waiting.policy, timeoutMs: 50 };
    const error = await awaitReady(one, { log: 'up', tcp: '127.0.0.1:x' }, { ...waiting, policy }).catch((e) => e);
    expect(error).to.be.instanceOf(HarnessError);
    expect(error.message).to.match(/^The process gw was not ready within 50 ms: no line of its output matches up; 127/);
  });

  it('tells how it ended, with its last lines', async () => {
    const one = start('console.log("no such flag"); process.exitCode = 7');
    const error = await awaitReady(one, { log: 'up' }, waiting).catch((e) => e);
    expect(error.message).to.equal('The process gw ended with exit code 7.\nIts last lines:\n  no such flag');
    expect(() => assertRuns(one)).to.throw(HarnessError, 'exit code 7');
  });

  it('tells of a signal by its name', async () => {
    const one = start('process.kill(process.pid, "SIGKILL")');
    await one.ended;
    expect(one.findEnd()).to.equal('was ended by SIGKILL');
  });

  it('tells of a program that cannot be started', async () => {
    const options = { name: 'gw', args: [], env: {}, cwd: folder, clock: systemClock };
    const one = startProcess({ ...options, command: join(folder, 'missing') });
    running.push(one);
    await one.ended;
    expect(one.findEnd()).to.equal('ended with exit code 127');
    expect(one.log.lines()[0]).to.contain('missing could not be started');
  });

  it('ends children of the program too, and what does not heed SIGTERM', async () => {
    const child = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)';
    const one = start(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`,
    );
    await awaitReady(one, { log: '^\\d+$' }, waiting);
    const pid = Number(one.log.lines()[0]);
    expect(isAlive(pid)).to.equal(true);
    await one.stop();
    await gone(pid);
  });

  it('ends when gwconf itself was killed', async () => {
    const program = join(folder, 'killed.ts');
    const module = new URL('./start.ts', import.meta.url).href;
    const script = 'console.log(process.pid); setInterval(() => {}, 1000)';
    await writeFile(
      program,
      `import { startProcess } from ${JSON.stringify(module)};
       const clock = { now: () => 0, date: () => new Date(), sleep: async () => {} };
       const one = startProcess({ name: 'gw', command: process.execPath, args: ['-e', ${JSON.stringify(script)}], env: {}, cwd: '/', clock });
       setInterval(() => { for (const line of one.log.lines()) console.log(line); }, 20);`,
    );
    const parent = execa(process.execPath, ['--import', import.meta.resolve('tsx'), program], {
      stdin: 'ignore',
      reject: false,
    });
    const [first] = await once(parent.stdout, 'data');
    const pid = Number.parseInt(String(first), 10);
    expect(isAlive(pid)).to.equal(true);
    parent.kill('SIGKILL');
    await gone(pid);
  });
});

describe('chooseAddress', () => {
  it('finds a loopback address on which all the ports are free', async function () {
    if (process.platform !== 'linux') this.skip();
    const taken = createServer();
    taken.listen(0, '127.33.4.6');
    await once(taken, 'listening');
    const place = taken.address();
    const port = place !== null && typeof place === 'object' ? place.port : 0;
    const drawn = [1, 4, 5, 2, 4, 5];
    try {
      expect(await chooseAddress([port, port + 1], () => drawn.shift() ?? 0)).to.equal('127.34.4.6');
    } finally {
      taken.close();
    }
  });
});
