import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { execa } from 'execa';
import { createPlace, limitMs, type Place } from './place.ts';

describe('the built program, stopped', function () {
  this.timeout(limitMs);
  let place: Place;
  beforeEach(async () => {
    place = await createPlace();
  });
  afterEach(() => place.remove());

  /** Sends signals once the output has a line that begins so; the second one once it has said that it stops. */
  async function stop(args: readonly string[], line: string, ...signals: NodeJS.Signals[]) {
    const program = place.start(args);
    let seen = '';
    const left = [...signals];
    const see = (chunk: Buffer) => {
      seen += String(chunk);
      const told = left.length === signals.length ? seen.includes(`\n${line}`) : seen.includes('stopping');
      const signal = told ? left.shift() : undefined;
      if (signal) program.kill(signal);
    };
    seen = '\n';
    program.stdout?.on('data', see);
    program.stderr?.on('data', see);
    return await program;
  }
  const run = ['run', '--kubeconfig-out', 'kubeconfig'];
  const reports = ['gwconf-report'];

  for (const [phase, line, left] of [
    ['while the implementation is installed', 'cluster: ', []],
    ['while the base resources are made', 'install: ', undefined],
    ['while scenarios run', 'base: ', reports],
    ['while it cleans up', 'scenarios: ', reports],
  ] as const) {
    it(`ends with 130 and leaves no more than reports ${phase}`, async () => {
      const only = ['--only', 'HTTPRouteHeaderMatching,HTTPRouteSimpleSameNamespace'];
      const { exitCode, all, stderr } = await stop([...run, ...only], line, 'SIGINT').then((ended) => ({
        ...ended,
        all: `${ended.stdout}\n${ended.stderr}`,
      }));
      expect(exitCode, all).to.equal(130);
      expect(stderr).to.contain('stopping: cleaning up (press Ctrl-C again to end at once)');
      // A signal that comes when all is judged already takes nothing back of it.
      const told =
        phase === 'while it cleans up' ? /No verdict: |Passed what was run/ : /interrupted by SIGINT|No verdict: /;
      expect(all).to.match(told);
      const found = await place.listLeft();
      expect(found, all).to.deep.equal(left ?? found.filter((name) => name === 'gwconf-report'));
    });
  }

  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    it(`takes ${signal} as Ctrl-C`, async () => {
      const { exitCode } = await stop(run, 'base: ', signal);
      expect(exitCode).to.equal(130);
      expect(await place.listLeft()).to.deep.equal(reports);
    });
  }

  it('ends at once the second time', async () => {
    const { signal, stdout, stderr } = await stop(run, 'base: ', 'SIGINT', 'SIGINT');
    expect(signal, stderr).to.equal('SIGINT');
    expect(stdout).not.to.contain('reports:');
    expect(stderr.trim().split('\n')).to.have.length(1);
  });

  it('ends a cluster that was brought up', async () => {
    const { exitCode, stdout } = await stop(['cluster', 'up'], 'Ctrl-C ends it', 'SIGINT');
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain('export KUBECONFIG=');
    expect(await place.listLeft()).to.deep.equal([]);
  });

  it('ends a fetch that hangs', async () => {
    const host = createServer().listen(0, '127.0.0.1');
    await once(host, 'listening');
    const { port } = host.address() as AddressInfo;
    const program = place.start(['crds', 'fetch', '--from', `http://127.0.0.1:${port}/crds.yaml`]);
    await once(host, 'request');
    program.kill('SIGINT');
    const { exitCode, stderr } = await program;
    host.closeAllConnections();
    host.close();
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 130, stderr: 'gwconf: interrupted by SIGINT' });
    expect(await place.listLeft()).to.deep.equal([]);
  });
});

describe('the built program, unheard', function () {
  this.timeout(limitMs);
  let place: Place;
  beforeEach(async () => {
    place = await createPlace();
  });
  afterEach(() => place.remove());
  const launcher = new URL('../../bin/gwconf.js', import.meta.url).pathname;
  const shell = (command: string) =>
    execa('bash', ['-o', 'pipefail', '-c', command], {
      cwd: place.cwd,
      env: { GWCONF: launcher, TMPDIR: place.temporary },
      reject: false,
    });

  it('does not mind a reader that has read enough, and finishes the run', async () => {
    const listed = await shell('node "$GWCONF" list | head -n 1');
    expect(listed).to.include({ exitCode: 0, stderr: '' });
    const ran = await shell('node "$GWCONF" run --only HTTPRouteHeaderMatching --json | head -n 1');
    expect(ran).to.include({ exitCode: 0, stdout: '{' });
    expect(await place.listLeft()).to.deep.equal(['gwconf-report']);
  });

  it('finishes the run where its output is lost, and ends with 3', async function () {
    if (process.platform !== 'linux') this.skip(); // only Linux has /dev/full
    const { exitCode, stderr } = await shell('node "$GWCONF" run --only HTTPRouteHeaderMatching > /dev/full');
    expect({ exitCode, stderr }).to.deep.equal({
      exitCode: 3,
      stderr: 'gwconf: output was lost: ENOSPC: no space left on device, write',
    });
    expect(await place.listLeft()).to.deep.equal(['gwconf-report']);
  });
});
