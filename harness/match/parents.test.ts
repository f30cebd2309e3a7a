import { expect } from 'chai';
import type { StatusExpectation } from '../scenario/expectations.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { CONTROLLER, condition, gateway, match, paths } from './objects.test.ts';

describe('matchStatus of Route parents', () => {
  const OK = [condition('Accepted')];
  const entry = (parentRef: object, conditions: unknown = OK, controllerName = CONTROLLER) => ({
    parentRef,
    controllerName,
    conditions,
  });
  const FULL = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'ns', name: 'g' };
  const route = (parentRefs: unknown, ...parents: unknown[]): KubeObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'r', namespace: 'ns', generation: 3 },
    spec: { parentRefs },
    status: { parents },
  });
  const ALL: StatusExpectation = { conditions: { Accepted: 'True' } };

  it('compares with the defaults of a parentRef', () => {
    for (const [spec, status] of [
      [{ name: 'g' }, FULL],
      [FULL, { name: 'g' }],
      [
        { name: 'g', sectionName: 'http', port: 80 },
        { ...FULL, sectionName: 'http', port: 80 },
      ],
    ] as const) {
      expect(match(route([spec], entry(status)), ALL)).to.deep.equal([]);
    }
  });

  for (const [field, changed] of Object.entries({
    group: { ...FULL, group: '' },
    kind: { ...FULL, kind: 'Service' },
    namespace: { ...FULL, namespace: 'other' },
    name: { ...FULL, name: 'h' },
    sectionName: { ...FULL, sectionName: 'http' },
    port: { ...FULL, port: 80 },
  })) {
    it(`tells parents apart by ${field}`, () => {
      const told = match(route([{ name: 'g' }], entry(changed)), ALL);
      expect(told.map(({ expected }) => expected)).to.deep.equal(['no entry', `an entry of ${CONTROLLER}`]);
      expect(told[1]?.path).to.equal('status.parents[Gateway ns/g]');
    });
  }

  it('needs every parent of the spec, and no other', () => {
    const refs = [{ name: 'g' }, { name: 'h', sectionName: 's' }];
    expect(match(route(refs, entry(FULL), entry({ name: 'h', sectionName: 's' })), ALL)).to.deep.equal([]);
    expect(match(route(refs, entry(FULL)), ALL)).to.deep.equal([
      {
        path: 'status.parents[Gateway ns/h section s]',
        expected: `an entry of ${CONTROLLER}`,
        observed: 'entries for Gateway ns/g only',
      },
    ]);
    expect(match(route([{ name: 'g' }]), ALL)[0]?.observed).to.equal('no entry of that controller');
    expect(paths(route([{ name: 'g' }], entry(FULL), entry({ name: 'old' })), ALL)).to.deep.equal([
      'status.parents[Gateway ns/old]',
    ]);
    expect(match(route([{ name: 'g' }], entry(FULL), entry({ name: 'g' })), ALL)[0]?.observed).to.equal(
      'several entries',
    );
    expect(paths(route([]), ALL)).to.deep.equal(['spec.parentRefs']);
  });

  it('checks the conditions of every parent', () => {
    const stale = [condition('Accepted', { observedGeneration: 2 })];
    const refs = [{ name: 'g' }, { name: 'h' }];
    expect(paths(route(refs, entry(FULL), entry({ name: 'h' }, stale)), ALL)).to.deep.equal([
      'status.parents[Gateway ns/h].conditions[Accepted].observedGeneration',
    ]);
  });

  it('leaves the entries of other controllers alone', () => {
    const foreign = entry(FULL, [condition('Accepted', { status: 'False' })], 'example.com/theirs');
    expect(
      match(route([{ name: 'g' }], entry(FULL), foreign, entry({ name: 'x' }, [], 'example.com/theirs')), ALL),
    ).to.deep.equal([]);
    expect(match(route([{ name: 'g' }], entry(FULL, OK, 'example.com/theirs')), ALL)).to.have.length(1);
  });

  it('takes an explicit list as exact', () => {
    const object = route(
      [{ name: 'g' }, { name: 'h' }],
      entry(FULL),
      entry({ name: 'h', namespace: 'b', sectionName: 's' }),
    );
    const g = { gateway: 'g', conditions: { Accepted: 'True' } } as const;
    const h = { gateway: 'h', namespace: 'b', sectionName: 's', conditions: { Accepted: 'True' } } as const;
    expect(match(object, { parents: [g, h] })).to.deep.equal([]);
    expect(paths(object, { parents: [g] })).to.deep.equal(['status.parents[Gateway b/h section s]']);
    expect(match(object, { parents: [g, { ...h, port: 80 }] })).to.have.length(2);
    expect(paths(object, { parents: [g, { ...h, conditions: { Accepted: 'False' } }] })).to.deep.equal([
      'status.parents[Gateway b/h section s].conditions[Accepted].status',
    ]);
  });

  it('takes no entry, or Accepted False, for not accepted', () => {
    const none: StatusExpectation = { parents: 'none-accepted' };
    expect(match(route([{ name: 'g' }]), none)).to.deep.equal([]);
    expect(match({ ...route([{ name: 'g' }]), status: undefined }, none)).to.deep.equal([]);
    expect(
      match(route([{ name: 'g' }], entry(FULL, [condition('Accepted', { status: 'False' })])), none),
    ).to.deep.equal([]);
    expect(match(route([{ name: 'g' }], entry(FULL, OK, 'example.com/theirs')), none)).to.deep.equal([]);
    expect(paths(route([{ name: 'g' }], entry(FULL)), none)).to.deep.equal([
      'status.parents[Gateway ns/g].conditions[Accepted].status',
    ]);
    expect(match(route([{ name: 'g' }], entry(FULL, [])), none)).to.have.length(1);
    const stale = [condition('Accepted', { status: 'False', observedGeneration: 2 })];
    expect(match(route([{ name: 'g' }], entry(FULL, stale)), none)).to.have.length(1);
  });

  it('refuses parents of what is no Route', () => {
    expect(() => match(gateway([]), { parents: 'none-accepted' })).to.throw('a Gateway has no parents');
  });
});
