import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf cluster up', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-up-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Presses Ctrl-C once the cluster is told to be up. */
  function whenUp(look: (path: string) => void): void {
    const write = io.stdout.write;
    io.stdout.write = (text) => {
      write(text);
      look(/export KUBECONFIG=(.*)/.exec(text)?.[1] ?? '');
      setImmediate(() => io.interrupt());
    };
  }

  it('stays until Ctrl-C, with a kubeconfig that is private and gone afterwards', async () => {
    const wiring = createFakeWiring();
    let path = '';
    whenUp((found) => {
      path = found;
      expect(readFileSync(path, 'utf8')).to.contain('kind: Config');
      expect(statSync(path).mode & 0o777).to.equal(0o600);
      expect(wiring.events).to.deep.equal(['start']);
    });
    expect(await main(['cluster', 'up'], io, wiring)).to.equal(0);
    expect(existsSync(dirname(path))).to.equal(false);
    expect(wiring.events).to.deep.equal(['start', 'close', 'stop']);
    expect(io.out()).to.contain('Kubernetes v1.34.0, Gateway API v1.7.0 (a test)');
  });

  it('writes the kubeconfig where it is told, and installs what it is told', async () => {
    const wiring = createFakeWiring();
    whenUp((path) => expect(path).to.equal(join(dir, 'kc')));
    expect(await main(['cluster', 'up', '--kubeconfig', 'kc', '--install', 'reference'], io, wiring)).to.equal(0);
    expect(wiring.events).to.deep.equal(['start', 'install', 'uninstall', 'close', 'stop']);
    expect(io.out()).to.contain('GatewayClass reference');
  });

  it('starts nothing for an implementation that does not exist', async () => {
    const wiring = createFakeWiring();
    expect(await main(['cluster', 'up', '--install', 'envy'], io, wiring)).to.equal(2);
    expect(wiring.events).to.deep.equal([]);
  });
});
