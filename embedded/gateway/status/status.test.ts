import { expect } from 'chai';
import { conformant } from '../conformant.ts';
import type { Condition } from '../model/meta.ts';
import { buildRoute } from '../testing.ts';
import { mergeConditions } from './conditions.ts';
import { mergeParents } from './route.ts';

const policy = conformant.status;
const condition = (type: string, status: 'True' | 'False', observedGeneration = 1) =>
  ({ type, status, reason: 'R', message: '', observedGeneration }) as const;
const standing = (type: string, status: 'True' | 'False', observedGeneration = 1): Condition => ({
  ...condition(type, status, observedGeneration),
  lastTransitionTime: 'then',
});

describe('mergeConditions', () => {
  it('keeps foreign conditions where they are, and drops own ones that no longer hold', () => {
    const existing = [standing('PartiallyInvalid', 'True'), standing('x.org/Y', 'True'), standing('Accepted', 'True')];
    const merged = mergeConditions(
      existing,
      [condition('ResolvedRefs', 'True'), condition('Accepted', 'True')],
      policy,
      'now',
    );
    expect(merged.map(({ type }) => type)).to.deep.equal(['x.org/Y', 'Accepted', 'ResolvedRefs']);
    expect(merged[0]).to.deep.equal(existing[1]);
  });

  it('moves lastTransitionTime with the status only', () => {
    const existing = [standing('Accepted', 'True'), standing('Programmed', 'False')];
    const merged = mergeConditions(
      existing,
      [condition('Accepted', 'True', 2), condition('Programmed', 'True', 2)],
      policy,
      'now',
    );
    expect(
      merged.map(({ lastTransitionTime, observedGeneration }) => [lastTransitionTime, observedGeneration]),
    ).to.deep.equal([
      ['then', 2],
      ['now', 2],
    ]);
  });

  it('leaves a condition of a later generation alone', () => {
    const existing = [standing('Accepted', 'True', 5)];
    expect(mergeConditions(existing, [condition('Accepted', 'False', 4)], policy, 'now')).to.deep.equal(existing);
  });
});

describe('mergeParents', () => {
  const own = 'gwconf.dev/reference-gateway';

  it('keeps entries of other controllers, updates ours and drops those of parents that are gone', () => {
    const foreign = {
      parentRef: { name: 'gw' },
      controllerName: 'x.org/y',
      conditions: [standing('Accepted', 'True')],
    };
    const gone = { parentRef: { name: 'gone' }, controllerName: own, conditions: [] };
    const known = { parentRef: { name: 'gw' }, controllerName: own, conditions: [standing('Accepted', 'True')] };
    const route = { ...buildRoute('r', {}), status: { parents: [gone, foreign, known] } };
    const desired = [
      { parentRef: { name: 'gw' }, conditions: [condition('Accepted', 'True')] },
      { parentRef: { name: 'gw', sectionName: 's' }, conditions: [condition('Accepted', 'False')] },
    ];
    const defaults = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
    expect(mergeParents(route, desired, conformant, 'now')).to.deep.equal([
      foreign,
      { ...known, parentRef: { ...defaults, name: 'gw' } },
      {
        parentRef: { ...defaults, name: 'gw', sectionName: 's' },
        controllerName: own,
        conditions: [{ ...condition('Accepted', 'False'), lastTransitionTime: 'now' }],
      },
    ]);
  });
});
