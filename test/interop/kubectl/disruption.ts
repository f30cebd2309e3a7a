import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

const IMAGE = 'gwconf.dev/echo:v1';

/** PodDisruptionBudgets, eviction and drain. A drain selects pods of all namespaces: the label must be theirs alone. */
export function describeDisruption(kubectl: () => Runner): void {
  const ok = (args: string) => kubectl().ok(`-n disruption ${args}`);

  before(async () => {
    await kubectl().ok('create namespace disruption');
    await ok(`create deployment guarded --image=${IMAGE} --replicas=2`);
    await ok('rollout status deployment/guarded --timeout=60s');
  });
  after(() => kubectl().ok('uncordon gwconf-node'));

  it('tells what a budget allows', async () => {
    expect(await ok('create poddisruptionbudget guarded --selector=app=guarded --min-available=1')).to.equal(
      'poddisruptionbudget.policy/guarded created',
    );
    await ok("wait --for=jsonpath='{.status.disruptionsAllowed}'=1 pdb/guarded --timeout=60s");
    expect(await ok('get pdb guarded')).to.equal(
      lines('NAME  MIN AVAILABLE  MAX UNAVAILABLE  ALLOWED DISRUPTIONS  AGE', 'guarded  1  N/A  1  AGE'),
    );
    expect(await ok('describe pdb guarded')).to.match(
      /\nStatus:\n {2}Allowed disruptions: {2}1\n {2}Current: {2}2\n {2}Desired: {2}1\n {2}Total: {2}2\n/,
    );
  });

  it('drains a node of what a budget lets go', async () => {
    const before = await ok('get pods -l app=guarded -o name');
    const drained = await ok('drain gwconf-node --pod-selector=app=guarded --timeout=60s');
    expect(drained).to.match(/^node\/gwconf-node cordoned\n(evicting pod disruption\/guarded-\S+\n)+/);
    expect(drained).to.match(/\nnode\/gwconf-node drained$/);
    expect(await ok('get node gwconf-node --no-headers')).to.contain('Ready,SchedulingDisabled');
    const now = await ok('get pods -l app=guarded -o name');
    expect(before.split('\n').filter((name) => now.includes(name))).to.deep.equal([]);
    expect(await ok('uncordon gwconf-node')).to.equal('node/gwconf-node uncordoned');
  });

  it('does not drain what a budget needs', async () => {
    await ok(`patch pdb guarded --type=merge -p '{"spec":{"minAvailable":2}}'`);
    await ok("wait --for=jsonpath='{.status.desiredHealthy}'=2 pdb/guarded --timeout=60s");
    const { code, err } = await kubectl().run('drain gwconf-node --pod-selector=app=guarded --timeout=1s');
    expect(code).to.equal(1);
    expect(err).to.contain("Cannot evict pod as it would violate the pod's disruption budget.");
  });
}
