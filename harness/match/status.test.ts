import { expect } from 'chai';
import type { ConditionExpectation, StatusExpectation } from '../scenario/expectations.ts';
import type { Condition, KubeObject } from '../scenario/kubernetes.ts';
import { matchStatus, type StatusMatchContext } from './index.ts';

const CONTROLLER = 'example.com/ours';
const CONTEXT: StatusMatchContext = {
  controllerName: CONTROLLER,
  resolveParent: ({ gateway, namespace }) => ({ name: gateway, namespace: namespace ?? 'ns' }),
};
const match = (object: KubeObject | undefined, expectation: StatusExpectation) =>
  matchStatus(object, expectation, CONTEXT);
const paths = (object: KubeObject | undefined, expectation: StatusExpectation) => {
  return match(object, expectation).map(({ path }) => path);
};

function condition(type: string, fields: Partial<Record<keyof Condition, unknown>> = {}): Record<string, unknown> {
  const usual = { status: 'True', reason: type, message: '', observedGeneration: 3 };
  return { type, lastTransitionTime: '2026-01-01T00:00:00Z', ...usual, ...fields };
}

function gateway(conditions: unknown, more: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'g', namespace: 'ns', generation: 3 },
    spec: { listeners: [{ name: 'http' }, { name: 'https' }] },
    status: { conditions, ...more },
  };
}

describe('matchStatus of conditions', () => {
  const check = (fields: Partial<Record<keyof Condition, unknown>>, expectation: ConditionExpectation = 'True') => {
    return match(gateway([condition('Accepted', fields)]), { conditions: { Accepted: expectation } });
  };
  const one = (field: string, expected: string, observed: string) => {
    return [{ path: `status.conditions[Accepted]${field}`, expected, observed }];
  };

  it('passes a good one', () => expect(check({})).to.deep.equal([]));

  it('compares the status and tells reason and message', () => {
    expect(check({ status: 'False', reason: 'Invalid', message: 'no such class' })).to.deep.equal(
      one('.status', 'True', 'False (reason "Invalid": no such class)'),
    );
    expect(check({ status: 'Unknown' })).to.deep.equal(one('.status', 'True', 'Unknown (reason "Accepted")'));
    expect(check({}, 'False')).to.have.length(1);
    expect(check({ status: 'False' }, { status: 'False' })).to.deep.equal([]);
  });

  it('compares the reason, one or several', () => {
    expect(check({}, { status: 'True', reason: 'Accepted' })).to.deep.equal([]);
    expect(check({}, { status: 'True', reason: ['A', 'Accepted'] })).to.deep.equal([]);
    expect(check({}, { status: 'True', reason: ['A', 'B'] })).to.deep.equal(one('.reason', 'A or B', 'Accepted'));
    expect(check({ reason: 'accepted' }, { status: 'True', reason: 'Accepted' })).to.have.length(1);
  });

  it('needs some reason', () => {
    expect(check({ reason: '' })).to.deep.equal(one('.reason', 'a reason', '""'));
    expect(check({ reason: undefined })).to.deep.equal(one('.reason', 'a reason', 'nothing'));
    expect(check({ reason: undefined }, { status: 'True', reason: 'A' })).to.deep.equal(one('.reason', 'A', 'nothing'));
  });

  it('needs the generation of the object, and says both numbers', () => {
    const expected = "3, the object's generation";
    expect(check({ observedGeneration: 2 })).to.deep.equal(one('.observedGeneration', expected, '2 (stale)'));
    expect(check({ observedGeneration: 4 })).to.deep.equal(one('.observedGeneration', expected, '4'));
    expect(check({ observedGeneration: undefined })).to.deep.equal(one('.observedGeneration', expected, 'nothing'));
    expect(check({ observedGeneration: '3' })).to.deep.equal(one('.observedGeneration', expected, '"3"'));
    const object = gateway([condition('Accepted', { observedGeneration: undefined })]);
    delete object.metadata.generation;
    expect(paths(object, { conditions: { Accepted: 'True' } })).to.deep.equal([
      'status.conditions[Accepted].observedGeneration',
    ]);
  });

  it('needs a time', () => {
    for (const time of [undefined, '', 'yesterday', '2026-01-01', '2026-13-01T00:00:00Z', '1970-01-01T00:00:00Z']) {
      expect(check({ lastTransitionTime: time }), String(time)).to.have.length(1);
    }
    expect(check({ lastTransitionTime: '2026-01-01T00:00:00.123+02:00' })).to.deep.equal([]);
  });

  it('needs the condition, once', () => {
    expect(match(gateway([]), { conditions: { Accepted: 'True' } })).to.deep.equal(
      one('', 'True', 'no such condition'),
    );
    expect(match(gateway(undefined), { conditions: { Accepted: 'True' } })).to.have.length(1);
    expect(match(gateway('nonsense'), { conditions: { Accepted: 'True' } })).to.have.length(1);
    const twice = gateway([condition('Accepted'), condition('Accepted'), condition('Other')]);
    expect(match(twice, { conditions: { Accepted: 'True' } })).to.deep.equal(
      one('', 'one condition of this type', '2 of them'),
    );
    expect(
      match(gateway([condition('B'), condition('B'), condition('Accepted')]), { conditions: { Accepted: 'True' } }),
    ).to.have.length(1);
  });

  it('gives every mismatch and does not mind further conditions', () => {
    const all = check({ status: 'False', reason: '', observedGeneration: 1, lastTransitionTime: '' });
    expect(all).to.have.length(4);
    expect(match(gateway([condition('Accepted'), { type: 'X' }]), { conditions: { Accepted: 'True' } })).to.deep.equal(
      [],
    );
    expect(paths(gateway([]), { conditions: { A: 'True', B: 'False' } })).to.deep.equal([
      'status.conditions[A]',
      'status.conditions[B]',
    ]);
  });

  it('lets an optional one be absent, not wrong', () => {
    expect(match(gateway([]), { conditions: { Accepted: { absentOr: 'False' } } })).to.deep.equal([]);
    expect(check({ status: 'False' }, { absentOr: 'False' })).to.deep.equal([]);
    expect(check({}, { absentOr: 'False' })).to.have.length(1);
    expect(check({ status: 'False', observedGeneration: 1 }, { absentOr: 'False' })).to.have.length(1);
  });

  it('tells an object that is not there', () => {
    expect(match(undefined, { conditions: { Accepted: 'True' } })).to.deep.equal([
      { path: 'object', expected: 'to exist', observed: 'absent' },
    ]);
  });

  it('reads a GatewayClass alike, and kinds of other groups by what they carry', () => {
    const object = { ...gateway([condition('Accepted', { observedGeneration: 2 })]), kind: 'GatewayClass' };
    expect(match(object, { conditions: { Accepted: 'True' } })).to.have.length(1);
    const foreign = (fields: object): KubeObject => ({
      ...gateway([{ ...condition('Available'), observedGeneration: undefined, reason: undefined, ...fields }]),
      apiVersion: 'apps/v1',
      kind: 'Deployment',
    });
    expect(match(foreign({}), { conditions: { Available: 'True' } })).to.deep.equal([]);
    expect(match(foreign({ observedGeneration: 2 }), { conditions: { Available: 'True' } })).to.have.length(1);
    expect(match(foreign({ status: 'False' }), { conditions: { Available: 'True' } })).to.have.length(1);
  });
});

describe('matchStatus of listeners', () => {
  const HTTP = {
    name: 'http',
    attachedRoutes: 1,
    supportedKinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }, { kind: 'GRPCRoute' }],
    conditions: [condition('Programmed')],
  };
  const with_ = (...listeners: unknown[]) => gateway([condition('Accepted')], { listeners });

  it('passes where all agree', () => {
    const http = {
      conditions: { Programmed: 'True' },
      attachedRoutes: 1,
      supportedKinds: ['GRPCRoute', 'HTTPRoute'],
    } as const;
    expect(match(with_(HTTP), { listeners: { http } })).to.deep.equal([]);
    expect(match(with_(HTTP), { conditions: { Accepted: 'True' }, listeners: { http } })).to.deep.equal([]);
    expect(match(with_(HTTP, { name: 'https' }), { listeners: { http } })).to.deep.equal([]);
  });

  it('compares conditions, with their generation', () => {
    const stale = { ...HTTP, conditions: [condition('Programmed', { observedGeneration: 2 })] };
    expect(match(with_(stale), { listeners: { http: { conditions: { Programmed: 'True' } } } })).to.deep.equal([
      {
        path: 'status.listeners[http].conditions[Programmed].observedGeneration',
        expected: "3, the object's generation",
        observed: '2 (stale)',
      },
    ]);
  });

  it('checks both the Gateway and its listeners', () => {
    const expectation = { conditions: { Accepted: 'False' }, listeners: { http: { attachedRoutes: 2 } } } as const;
    expect(paths(with_(HTTP), expectation)).to.deep.equal([
      'status.conditions[Accepted].status',
      'status.listeners[http].attachedRoutes',
    ]);
  });

  it('compares attachedRoutes, where 0 is not nothing', () => {
    const path = 'status.listeners[http].attachedRoutes';
    expect(match(with_(HTTP), { listeners: { http: { attachedRoutes: 0 } } })).to.deep.equal([
      { path, expected: '0', observed: '1' },
    ]);
    expect(
      match(with_({ ...HTTP, attachedRoutes: undefined }), { listeners: { http: { attachedRoutes: 0 } } }),
    ).to.deep.equal([{ path, expected: '0', observed: 'nothing' }]);
    expect(match(with_({ ...HTTP, attachedRoutes: 0 }), { listeners: { http: { attachedRoutes: 0 } } })).to.deep.equal(
      [],
    );
  });

  it('compares supportedKinds as an exact set', () => {
    const path = 'status.listeners[http].supportedKinds';
    expect(match(with_(HTTP), { listeners: { http: { supportedKinds: ['HTTPRoute'] } } })).to.deep.equal([
      { path, expected: 'HTTPRoute', observed: 'GRPCRoute, HTTPRoute' },
    ]);
    expect(
      match(with_(HTTP), { listeners: { http: { supportedKinds: ['GRPCRoute', 'HTTPRoute', 'TLSRoute'] } } }),
    ).to.have.length(1);
    expect(match(with_(HTTP), { listeners: { http: { supportedKinds: [] } } })).to.have.length(1);
    for (const supportedKinds of [undefined, []]) {
      expect(match(with_({ ...HTTP, supportedKinds }), { listeners: { http: { supportedKinds: [] } } })).to.deep.equal(
        [],
      );
    }
    for (const group of ['', 'example.com']) {
      const other = with_({ ...HTTP, supportedKinds: [{ group, kind: 'HTTPRoute' }] });
      expect(match(other, { listeners: { http: { supportedKinds: ['HTTPRoute'] } } })[0]?.observed).to.equal(
        `${group}/HTTPRoute`,
      );
    }
  });

  it('needs each listener once, and none that the spec does not have', () => {
    expect(match(with_(), { listeners: { http: {} } })).to.deep.equal([
      { path: 'status.listeners[http]', expected: 'an entry', observed: 'no listeners' },
    ]);
    expect(match(with_({ name: 'https' }), { listeners: { http: {} } })[0]?.observed).to.equal(
      'entries for https only',
    );
    expect(paths(with_(HTTP, HTTP), { listeners: { http: {} } })).to.deep.equal(['status.listeners[http]']);
    expect(match(with_(HTTP, { name: 'gone' }), { listeners: { http: {} } })).to.deep.equal([
      {
        path: 'status.listeners[gone]',
        expected: 'no entry, since spec.listeners has no such listener',
        observed: 'an entry',
      },
    ]);
  });

  it('refuses kinds without listeners', () => {
    const route = { ...gateway([]), kind: 'HTTPRoute' };
    expect(() => match(route, { listeners: { http: {} } })).to.throw('a HTTPRoute has no listeners');
  });
});

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
