import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { createPlace, limitMs, type Place } from './place.ts';

describe('a cluster in the background', function () {
  this.timeout(limitMs);
  let place: Place;
  let state: Record<string, string>;
  before(async () => {
    place = await createPlace();
    state = { GWCONF_STATE: join(place.cwd, 'state') };
  });
  after(async () => {
    await place.start(['cluster', 'down', '--all'], state);
    await place.remove();
  });

  it('is up when the command ends, is listed, serves a run, whose failure is repeated elsewhere, and is ended', async () => {
    const fault = ['--set', 'faults=header-value-ignores-case'];
    const up = await place.start(
      ['cluster', 'up', '--detach', '--name', 'back', '--install', 'reference', '--kubeconfig', 'kc', ...fault],
      state,
    );
    expect(up.exitCode, up.stderr).to.equal(0);
    const kubeconfig = join(place.cwd, 'kc');
    expect(up.stdout).to.contain(`export KUBECONFIG=${kubeconfig}\n`).and.contain('gwconf cluster down back ends it.');
    const listed = JSON.parse((await place.start(['cluster', 'list', '--json'], state)).stdout);
    expect(listed).to.have.length(1);
    expect(listed[0]).to.deep.include({ name: 'back', kubeconfig });
    expect(listed[0].holds).to.contain('GatewayClass gwconf-reference');

    const taken = await place.start(['cluster', 'up', '--detach', '--name', 'back'], state);
    expect([taken.exitCode, taken.stderr]).to.deep.equal([
      2,
      'gwconf: a cluster back runs already; end it by gwconf cluster down back, or choose a --name',
    ]);

    await repeatFailure(fault);

    const down = await place.start(['cluster', 'down'], state);
    expect([down.exitCode, down.stdout]).to.deep.equal([0, 'ended cluster back']);
    expect(existsSync(kubeconfig)).to.equal(false);
    expect((await place.start(['cluster', 'list'], state)).stdout).to.equal('no cluster is running');
  });

  /** What a run says of its failure is pasted in another folder. */
  async function repeatFailure(fault: readonly string[]): Promise<void> {
    const settings =
      'provider: existing\nkubeconfig: kc\nimplementation: reference\ninstall: false\ntimeout-scale: 0.1\n';
    await writeFile(join(place.cwd, 'ci.yaml'), settings);
    const args = ['run', '--config', 'ci.yaml', '--only', 'HTTPRouteHeaderMatching', '--no-rerun', ...fault];
    const first = await place.start(args, state);
    expect(first.exitCode, first.stderr).to.equal(1);
    const command = /^ +rerun +(.*)$/m.exec(first.stdout)?.[1] ?? '';
    expect(command).to.contain('--provider existing').and.contain('--set').and.contain(join(place.cwd, 'kc'));
    const elsewhere = join(place.cwd, 'elsewhere');
    await mkdir(elsewhere);
    const env = { ...state, TMPDIR: place.temporary };
    const again = await execa('sh', ['-c', command], { cwd: elsewhere, reject: false, env });
    expect(again.exitCode, again.stderr).to.equal(1);
    const failed = /✗ .*/.exec(first.stdout)?.[0];
    expect(failed).to.be.a('string');
    expect(again.stdout).to.contain(failed);
  }

  it('tells why it does not come up, with the exit code of that, and leaves nothing', async () => {
    const up = await place.start(['cluster', 'up', '--detach', '--install', 'envy'], state);
    expect(up.exitCode).to.equal(2);
    expect(up.stderr).to.match(/^gwconf: There is no implementation "envy"/);
    expect((await place.start(['cluster', 'list'], state)).stdout).to.equal('no cluster is running');
  });
});
