import { expect } from 'chai';
import type { Deployment } from '../kube/objects.ts';
import { planRollout, type Replicas } from './rollout.ts';

function spec(change: Partial<Deployment['spec']>): Deployment['spec'] {
  return { replicas: 4, selector: {}, template: { spec: { containers: [] } }, ...change };
}

function replicas(name: string, wanted: number, available = wanted): Replicas {
  return { name, wanted, available, present: wanted };
}

/** Follows the plan, every wanted pod becoming available at once, until it stands still. */
function follow(deployment: Deployment['spec'], old: Replicas): { steps: string[]; least: number; most: number } {
  let current = replicas('new', 0);
  let before = old;
  const steps: string[] = [];
  let [least, most] = [old.available, old.wanted];
  for (let step = 0; step < 50; step += 1) {
    const plan = planRollout(deployment, current, [before]);
    const next = [plan.get('new') ?? 0, plan.get('old') ?? 0] as const;
    if (next[0] === current.wanted && next[1] === before.wanted) break;
    steps.push(next.join('+'));
    // Those that go are gone at once; those that come are not yet available.
    least = Math.min(least, Math.min(current.available, next[0]) + Math.min(before.available, next[1]));
    most = Math.max(most, next[0] + next[1]);
    current = replicas('new', next[0]);
    before = replicas('old', next[1]);
  }
  return { steps, least, most };
}

describe('planRollout', () => {
  it('gives a first ReplicaSet all replicas', () => {
    expect(planRollout(spec({}), replicas('new', 0), []).get('new')).to.equal(4);
  });

  it('moves replicas over within surge and unavailability, of numbers and percents', () => {
    const limits: [number | string, number | string, number, number][] = [
      ['25%', '25%', 3, 5],
      [1, 0, 4, 5],
      [0, 1, 3, 4],
      ['100%', 0, 4, 8],
      [0, 0, 3, 4],
    ];
    for (const [maxSurge, maxUnavailable, least, most] of limits) {
      const strategy = { rollingUpdate: { maxSurge, maxUnavailable } };
      const { steps, ...seen } = follow(spec({ strategy }), replicas('old', 4));
      expect(steps.at(-1), `${maxSurge} ${maxUnavailable}`).to.equal('4+0');
      const label = `${maxSurge} ${maxUnavailable}: ${steps}`;
      expect(seen.least, label).to.be.at.least(least);
      expect(seen.most, label).to.be.at.most(most);
      expect(seen.least === least || seen.most === most, label).to.equal(true);
    }
  });

  it('keeps what serves while the new template does not come up', () => {
    const plan = planRollout(spec({}), replicas('new', 2, 0), [replicas('old', 3)]);
    expect([plan.get('new'), plan.get('old')]).to.deep.equal([2, 3]);
  });

  it('takes old replicas away first that serve nobody', () => {
    const plan = planRollout(spec({}), replicas('new', 1, 0), [replicas('old', 4, 2)]);
    expect(plan.get('old')).to.equal(2);
  });

  it('recreates only when the old pods are gone', () => {
    const recreate = spec({ strategy: { type: 'Recreate' } });
    expect([...planRollout(recreate, replicas('new', 0), [replicas('old', 4)])]).to.deep.equal([
      ['old', 0],
      ['new', 0],
    ]);
    const leaving = { ...replicas('old', 0), present: 1 };
    expect(planRollout(recreate, replicas('new', 0), [leaving]).get('new')).to.equal(0);
    expect(planRollout(recreate, replicas('new', 0), [replicas('old', 0)]).get('new')).to.equal(4);
  });

  it('follows a change of the number of replicas', () => {
    expect(planRollout(spec({ replicas: 7 }), replicas('new', 4), []).get('new')).to.equal(7);
    expect(planRollout(spec({ replicas: 0 }), replicas('new', 4), [replicas('old', 0)]).get('new')).to.equal(0);
  });
});
