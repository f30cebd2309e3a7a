import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { parse } from 'yaml';
import { limitMs } from './place.ts';

const launcher = new URL('../../bin/gwconf.js', import.meta.url).pathname;

async function run(dir: string, ...args: string[]) {
  return await execa('node', [launcher, 'run', '--output-dir', dir, '--seed', 'e2e', ...args], {
    reject: false,
    all: true,
  });
}

describe('gwconf run on the embedded cluster', function () {
  this.timeout(limitMs);
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'gwconf-e2e-'));
  });
  afterEach(async () => {
    await rm(dir, { recursive: true, force: true });
  });

  it('finds the reference gateway conformant and leaves the three reports', async () => {
    const { exitCode, all } = await run(dir);
    expect(exitCode, all).to.equal(0);
    const report = parse(await readFile(join(dir, 'report.yaml'), 'utf8'));
    const gateways = ['GATEWAY-GRPC', 'GATEWAY-HTTP', 'GATEWAY-TCP', 'GATEWAY-TLS', 'GATEWAY-UDP'];
    const names = [...gateways, 'MESH-GRPC', 'MESH-HTTP'];
    expect(report.profiles.map(({ name }: { name: string }) => name)).to.deep.equal(names);
    for (const { core } of report.profiles) expect(core).to.deep.include({ result: 'success' });
    const result = JSON.parse(await readFile(join(dir, 'result.json'), 'utf8'));
    const passed = result.scenarios.filter((each: { outcome: string }) => each.outcome === 'passed');
    expect(passed.length).to.be.at.least(150);
    expect(report.profiles[1].core.statistics.Passed).to.equal(40);
    expect(
      result.scenarios.every(({ outcome }: { outcome: string }) => /^(passed|unsupported)$/.test(outcome)),
    ).to.equal(true);
    expect(await readFile(join(dir, 'junit.xml'), 'utf8')).to.match(/<testsuites[^>]* failures="0"/);
  });

  it('fails a gateway that ignores ReferenceGrant, and names what is wrong', async () => {
    const { exitCode, all } = await run(
      dir,
      ...['--set', 'faults=backend-grant-ignored', '--only', 'HTTPRouteInvalidReferenceGrant'],
      ...['--timeout-scale', '0.1', '--no-rerun'],
    );
    expect(exitCode, all).to.equal(1);
    expect(all).to.match(/HTTPRouteInvalidReferenceGrant/);
    expect(all).to.match(/ResolvedRefs/);
  });

  it('sends from inside the mesh by exec, finds a defect so, and leaves out what the client cannot send', async () => {
    const asked = ['--profiles', 'MESH-HTTP,MESH-GRPC', '--mesh-client', 'exec', '--no-rerun'];
    const only = ['--only', 'MeshTrafficSplit,MeshGRPCRouteWeight,MeshBasic'];
    const features = ['--supported-features', 'Mesh,HTTPRoute,GRPCRoute'];
    const whole = await run(dir, ...asked, ...only, ...features);
    expect(whole.exitCode, whole.all).to.equal(0);
    const { scenarios } = JSON.parse(await readFile(join(dir, 'result.json'), 'utf8'));
    const outcomeOf = (id: string) => scenarios.find((one: { id: string }) => one.id === id);
    expect(outcomeOf('MeshTrafficSplit').outcome).to.equal('passed');
    expect(outcomeOf('MeshGRPCRouteWeight').reason).to.match(/sends no grpc/);
    expect(outcomeOf('MeshBasic').reason).to.match(/run in part: .*sends no body/);
    const broken = [
      '--set',
      'faults=mesh-headers-ignored',
      '--timeout-scale',
      '0.2',
      '--only',
      'MeshHTTPRouteMatching',
    ];
    const failed = await run(dir, ...asked, ...features, ...broken);
    expect(failed.exitCode, failed.all).to.equal(1);
    expect(failed.all).to.match(/the header of the second rule/);
  });
});
