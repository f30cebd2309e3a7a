import { expect } from 'chai';
import { scenario } from '../../../harness/scenario/define.ts';
import { HarnessError } from '../../../harness/scenario/errors.ts';
import { fakeEnv } from '../../fake-env.test.ts';
import { fieldsOf } from '../read.ts';
import { backendRef } from '../routes.ts';
import { ROUTE_KITS, type RouteKind, variants } from './index.ts';

const KINDS = Object.keys(ROUTE_KITS) as RouteKind[];

/** As a scenario that is written once for all kinds. */
const made = variants(KINDS, (kit) =>
  scenario({
    id: `Spec${kit.kind}Sample`,
    title: 'A sample',
    requirements: ['route.backendref.weight'],
    features: kit.features,
    since: 'v1.6',
    gateways: kit.gateways,
    backends: kit.backends({ one: {}, other: { namespace: 'far' } }),
    namespaces: { far: {} },
    resources: (env) => [
      ...kit.front(env),
      kit.route(env, 'sample', { backendRefs: [backendRef(env, 'one'), backendRef(env, 'other')] }),
    ],
    steps: [
      kit.traffic([
        { name: 'reaches it', expect: { oneOf: ['one', 'other'] } },
        { name: 'leads nowhere', expect: 'no-route', level: 'spec' },
        { name: 'has no backend', expect: 'no-backend', requirements: ['route.backendref.weight-zero'] },
      ]),
      kit.distribution({ name: 'is shared', weights: { one: 1, other: 1 }, tolerance: 0.1 }),
    ],
  }),
);

describe('variants', () => {
  it('make a scenario for each kind, with an id of its own', () => {
    expect(made.map(({ id }) => id)).to.deep.equal(KINDS.map((kind) => `Spec${kind}Sample`));
  });

  for (const [index, definition] of made.entries()) {
    const kit = ROUTE_KITS[KINDS[index] ?? 'HTTPRoute'];

    it(`write a ${kit.kind} that leads to what its backends serve`, async () => {
      const env = fakeEnv(definition, 's');
      const objects = (await definition.resources?.(env)) ?? [];
      const route = objects.at(-1);
      const { hostnames, parentRefs, rules } = fieldsOf(route?.spec);
      expect(route?.kind).to.equal(kit.kind);
      expect(hostnames).to.deep.equal(kit.hasHostnames ? [env.hostname] : undefined);
      expect(parentRefs).to.deep.equal([kit.parent(env)]);
      expect(rules).to.deep.equal([{ backendRefs: [backendRef(env, 'one'), backendRef(env, 'other')] }]);
      expect(env.backend('one').ports).to.have.all.keys(kit.serves);
    });

    it(`ask in the protocol of a ${kit.kind}, with what each row says of itself`, () => {
      const [traffic, shares] = typeof definition.steps === 'function' ? [] : definition.steps;
      if (!traffic || !('rows' in traffic) || shares?.kind !== 'distribution') return expect.fail();
      expect(shares.protocol).to.equal(traffic.kind);
      expect(traffic.rows.map(({ level, requirements }) => [level, requirements])).to.deep.equal([
        [undefined, undefined],
        ['spec', undefined],
        [undefined, ['route.backendref.weight-zero']],
      ]);
      expect(traffic.rows[0].expect).to.deep.equal({ oneOf: ['one', 'other'] });
      expect(traffic.rows[1]?.expect).not.to.have.any.keys('backend', 'oneOf');
    });
  }

  it('count what no backend answers by its code, or by the connections that are ended', () => {
    const shares = { name: 's', weights: { one: 1 }, noBackend: 1, tolerance: 0.1 };
    expect(ROUTE_KITS.GRPCRoute.distribution(shares).answers).to.deep.equal({ UNAVAILABLE: 1 });
    for (const kind of ['TLSRoute', 'TCPRoute'] as const) {
      expect(ROUTE_KITS[kind].distribution(shares).rejected).to.equal(1);
    }
    expect(() => ROUTE_KITS.UDPRoute.distribution(shares)).to.throw(HarnessError, 'cannot be counted');
  });
});
