import { expect } from 'chai';
import { findUndecided, isTakenWhole } from './index.ts';

const OURS = 'example.net/ours';

const route = (conditions: readonly object[], controllerName = OURS) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'r', generation: 2 },
  status: { parents: [{ controllerName, conditions }] },
});
const says = (type: string, status: string, observedGeneration = 2) => ({ type, status, observedGeneration });

describe('a route that need not be taken', () => {
  it('is decided by either verdict about its present generation', () => {
    expect(findUndecided(route([says('Accepted', 'True')]), OURS)).to.deep.equal([]);
    expect(findUndecided(route([says('Accepted', 'False')]), OURS)).to.deep.equal([]);
  });

  it('is undecided by what is stale, unknown or of another controller', () => {
    const observed = (...given: Parameters<typeof route>) => findUndecided(route(...given), OURS)[0]?.observed;
    expect(observed([says('Accepted', 'True', 1)])).to.equal('no such condition of the present generation');
    expect(observed([says('Accepted', 'Unknown')])).to.equal('Unknown');
    expect(observed([says('Accepted', 'True')], 'example.net/theirs')).to.match(/^no such condition/);
  });

  it('is taken whole where it is accepted and no rule of it was left out', () => {
    expect(isTakenWhole(route([says('Accepted', 'True')]), OURS)).to.equal(true);
    expect(isTakenWhole(route([says('Accepted', 'True'), says('PartiallyInvalid', 'True')]), OURS)).to.equal(false);
    expect(isTakenWhole(route([says('Accepted', 'False')]), OURS)).to.equal(false);
  });
});
