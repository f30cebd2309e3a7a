import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFakeIo, createFakeWiring, createWaitingEngine, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf run', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-run-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  describe('interrupted', () => {
    it('ends with 130, with the reports of what was done, cleaned up', async () => {
      const wiring = createFakeWiring({ runConformance: createWaitingEngine(() => io.interrupt()) });
      expect(await main(['run'], io, wiring)).to.equal(130);
      expect(io.err()).to.match(/^stopping: cleaning up/);
      expect(existsSync(join(dir, 'gwconf-report/result.json'))).to.equal(true);
      expect(wiring.events).to.deep.equal(['start', 'install', 'uninstall', 'close', 'stop']);
      expect(io.ends).to.deep.equal([]);
    });

    it('ends at once the second time', async () => {
      const engine = createWaitingEngine(() => {
        io.interrupt();
        io.interrupt();
      });
      await main(['run'], io, createFakeWiring({ runConformance: engine }));
      expect(io.ends).to.deep.equal(['SIGINT']);
    });

    it('before the cluster is up ends with 130 and one sentence', async () => {
      const createProvider = async (name: string) => ({
        name,
        start: async (signal: AbortSignal) => {
          io.interrupt();
          signal.throwIfAborted();
          throw new Error('not reached');
        },
      });
      expect(await main(['run'], io, createFakeWiring({ createProvider }))).to.equal(130);
      expect(io.err()).to.match(/\ngwconf: interrupted by SIGINT\n$/);
    });

    it('does not answer signals once it is over', async () => {
      await main(['run'], io, createFakeWiring());
      io.interrupt();
      expect(io.err()).to.equal('');
    });
  });

  describe('--keep', () => {
    it('holds an embedded cluster until Ctrl-C, with its kubeconfig at hand', async () => {
      const path = join(dir, 'gwconf-report/kubeconfig');
      const wiring = createFakeWiring();
      const write = io.stderr.write;
      let kept: string | undefined;
      io.stderr.write = (text) => {
        write(text);
        if (!text.startsWith('kept')) return;
        kept = readFileSync(path, 'utf8');
        expect(statSync(path).mode & 0o777).to.equal(0o600);
        expect(wiring.events).to.deep.equal(['start', 'install', 'run']);
        setImmediate(() => io.interrupt());
      };
      expect(await main(['run', '--keep'], io, wiring)).to.equal(0);
      expect(kept).to.contain('kind: Config');
      expect(io.err()).to.contain(`export KUBECONFIG=${path}\n`);
      expect(existsSync(path)).to.equal(false);
      expect(wiring.events.at(-1)).to.equal('stop');
    });

    it('=on-failure lets a passing run end', async () => {
      expect(await main(['run', '--keep=on-failure'], io, createFakeWiring())).to.equal(0);
    });
  });
});
