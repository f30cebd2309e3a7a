import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeClusterRecord } from '../../common/state/clusters.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';
import { askToEnd, type Control, isListening, openControl } from './control.ts';
import { chooseName } from './list.ts';

describe('clusters of this machine', () => {
  let dir: string;
  let io: FakeIo;
  let controls: Control[];
  const before_ = process.env.GWCONF_STATE;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-cl-'));
    process.env.GWCONF_STATE = join(dir, 'state');
    controls = [];
  });
  afterEach(() => {
    for (const control of controls) control.close();
    if (before_ === undefined) delete process.env.GWCONF_STATE;
    else process.env.GWCONF_STATE = before_;
    rmSync(dir, { recursive: true });
  });

  /** One that ends as soon as it is asked to. */
  async function start(name: string): Promise<{ asked: boolean }> {
    const folder = mkdtempSync(join(dir, 'c-'));
    const control = await openControl(folder);
    controls.push(control);
    const seen = { asked: false };
    void control.asked.then(() => {
      seen.asked = true;
      control.close();
    });
    const record = { pid: process.pid, startedAt: '2026-01-02T03:04:05Z', kubeconfig: `/kc/${name}`, holds: 'all' };
    await writeClusterRecord({ ...record, name, control: control.path });
    return seen;
  }
  async function call(...words: string[]): Promise<number> {
    io = createFakeIo(dir);
    return main(['cluster', ...words], io, createFakeWiring());
  }

  it('are listed while they run, and forgotten once they were killed', async () => {
    await start('a');
    await start('b');
    expect(await call('list')).to.equal(0);
    expect(io.out()).to.match(/^NAME .*\na +\d+ +2026-01-02 03:04 +\/kc\/a +all\nb /);
    controls[0]?.close();
    expect(await call('list', '--json')).to.equal(0);
    expect(JSON.parse(io.out())).to.deep.equal([
      { name: 'b', pid: process.pid, startedAt: '2026-01-02T03:04:05Z', kubeconfig: '/kc/b', holds: 'all' },
    ]);
    expect(existsSync(join(dir, 'state', 'clusters', 'a.json'))).to.equal(false);
  });

  it('are ended by name, or where there is but one', async () => {
    const [a, b, c] = [await start('a'), await start('b'), await start('c')];
    expect(await call('down')).to.equal(2);
    expect(io.err()).to.equal('gwconf: several clusters are running (a, b, c); name one, or give --all\n');
    expect(await call('down', 'a', 'b')).to.equal(0);
    expect(io.out()).to.equal('ended cluster a\nended cluster b\n');
    expect([a.asked, b.asked, c.asked]).to.deep.equal([true, true, false]);
    expect(await call('down')).to.equal(0);
    expect(c.asked).to.equal(true);
    expect(await call('down')).to.equal(2);
    expect(io.err()).to.equal('gwconf: no cluster is running\n');
  });

  it('are all ended by --all, which takes no name', async () => {
    const [a, b] = [await start('a'), await start('b')];
    expect(await call('down', '--all', 'a')).to.equal(2);
    expect(await call('down', '--all')).to.equal(0);
    expect([a.asked, b.asked]).to.deep.equal([true, true]);
  });

  it('are none of another name, whose nearest is told', async () => {
    await start('gateway');
    expect(await call('down', 'gatway')).to.equal(2);
    expect(io.err()).to.equal("gwconf: there is no running cluster 'gatway'; did you mean gateway?\n");
    expect(await call('up', '--name', 'gateway')).to.equal(2);
    expect(io.err()).to.contain('a cluster gateway runs already');
    expect(await call('up', '--name', 'Über')).to.equal(2);
    expect(io.err()).to.contain('is no name: small letters');
  });

  it('have a name of their own', () => {
    expect(chooseName(new Set())).to.equal('gwconf');
    expect(chooseName(new Set(['gwconf', 'gwconf-2']))).to.equal('gwconf-3');
  });

  it('do not listen where there is a file, or nothing', async () => {
    writeFileSync(join(dir, 'file'), '');
    for (const name of ['file', 'nothing']) {
      expect(await isListening(join(dir, name))).to.equal(false);
      expect(await askToEnd(join(dir, name))).to.equal(false);
    }
  });
});
