import { expect } from 'chai';
import type { JsonObject } from '../../apimachinery/types.ts';
import { gateway, listener, object, route, service } from '../rules/testing.ts';
import { combine } from './combine.ts';
import { type EffectivePolicy, renderPolicies, viewPolicies } from './index.ts';

const NOW = new Date('2026-11-30T00:00:00Z');
const GROUP = 'gateway.networking.k8s.io';

const crd = (label: string, kind = 'ColorPolicy') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'x', labels: { 'gateway.networking.k8s.io/policy': label } },
  spec: { group: 'acme.example', names: { kind } },
});
const policy = (
  name: string,
  namespace: string,
  target: JsonObject,
  spec: JsonObject,
  createdAt = '2026-01-01T00:00:00Z',
) => {
  const made = object('ColorPolicy', name, namespace, { spec: { targetRefs: [{ group: GROUP, ...target }], ...spec } });
  return {
    ...made,
    apiVersion: 'acme.example/v1',
    metadata: { ...(made.metadata as JsonObject), creationTimestamp: createdAt },
  };
};
const edge = { kind: 'Gateway', name: 'edge' };
const shop = { kind: 'HTTPRoute', name: 'r' };
const world = [
  gateway([listener('http')]),
  route({ rules: [{ name: 'one', backendRefs: [{ name: 'a', port: 80 }] }] }),
  service('a'),
];
const view = (...policies: JsonObject[]) => viewPolicies([...world, ...policies], NOW);
const find = ({ effective }: { effective: readonly EffectivePolicy[] }, target: string) =>
  effective.filter((each) => each.target === target);
const valuesOf = (all: readonly EffectivePolicy[]) =>
  all.map(({ values }) => values.map(({ path, value, from }) => `${path}=${JSON.stringify(value)} by ${from}`));

describe('effective policies', () => {
  it('let the lower one count as a whole, where nothing else is said', () => {
    const seen = view(
      policy('up', 'infra', edge, { dark: 'blue', light: 'sky' }),
      policy('down', 'shop', shop, { dark: 'red' }),
    );
    expect(valuesOf(find(seen, 'HTTPRoute shop/r'))).to.deep.equal([['dark="red" by ColorPolicy shop/down']]);
    expect(valuesOf(find(seen, 'Gateway infra/edge'))).to.deep.equal([
      ['dark="blue" by ColorPolicy infra/up', 'light="sky" by ColorPolicy infra/up'],
    ]);
    const [atRoute] = find(seen, 'HTTPRoute shop/r');
    expect(atRoute?.policies).to.deep.equal([
      {
        ...{ policy: 'ColorPolicy infra/up', strategy: 'Atomic Defaults', targets: 'Gateway infra/edge' },
        ...{ inherited: true, effect: 'none', yieldsTo: ['ColorPolicy shop/down'] },
      },
      {
        ...{ policy: 'ColorPolicy shop/down', strategy: 'Atomic Defaults', targets: 'HTTPRoute shop/r' },
        ...{ inherited: false, effect: 'whole' },
      },
    ]);
    // What reaches a Service comes through its route.
    expect(valuesOf(find(seen, 'Service shop/a'))).to.deep.equal([['dark="red" by ColorPolicy shop/down']]);
  });

  it('let overrides from above win, whole or value by value', () => {
    const lower = policy('down', 'shop', shop, { defaults: { dark: 'red', light: 'rose' } });
    const whole = view(policy('up', 'infra', edge, { overrides: { dark: 'blue' } }), lower);
    expect(valuesOf(find(whole, 'HTTPRoute shop/r'))).to.deep.equal([['dark="blue" by ColorPolicy infra/up']]);
    const patched = view(policy('up', 'infra', edge, { overrides: { strategy: 'patch', dark: 'blue' } }), lower);
    expect(valuesOf(find(patched, 'HTTPRoute shop/r'))).to.deep.equal([
      ['dark="blue" by ColorPolicy infra/up', 'light="rose" by ColorPolicy shop/down'],
    ]);
    expect(find(patched, 'HTTPRoute shop/r')[0]?.policies.map(({ effect }) => effect)).to.deep.equal(['whole', 'part']);
    const merged = view(
      policy('up', 'infra', edge, { mergeType: 'JSONMerge', limits: { a: 1, b: [1, 2] } }),
      policy('down', 'shop', shop, { limits: { b: [3] } }),
    );
    expect(valuesOf(find(merged, 'HTTPRoute shop/r'))).to.deep.equal([
      ['limits.a=1 by ColorPolicy infra/up', 'limits.b=[3] by ColorPolicy shop/down'],
    ]);
  });

  it('reach a listener and a rule of a route by their names, and all routes below a Namespace or class', () => {
    const seen = view(
      policy('class', 'infra', { kind: 'GatewayClass', name: 'acme' }, { dark: 'grey' }),
      policy('section', 'infra', { ...edge, sectionName: 'http' }, { dark: 'blue' }),
      policy('space', 'shop', { group: '', kind: 'Namespace', name: 'shop' }, { dark: 'green' }),
      policy('rule', 'shop', { ...shop, sectionName: 'one' }, { dark: 'red' }),
    );
    expect(valuesOf(find(seen, 'Gateway infra/edge'))).to.deep.equal([['dark="grey" by ColorPolicy infra/class']]);
    expect(valuesOf(find(seen, 'Gateway infra/edge section http'))).to.deep.equal([
      ['dark="blue" by ColorPolicy infra/section'],
    ]);
    expect(valuesOf(find(seen, 'HTTPRoute shop/r'))).to.deep.equal([['dark="green" by ColorPolicy shop/space']]);
    expect(valuesOf(find(seen, 'HTTPRoute shop/r section one'))).to.deep.equal([
      ['dark="red" by ColorPolicy shop/rule'],
    ]);
  });

  it('are told apart by the listener that a route is reached through', () => {
    const two = [gateway([listener('http'), listener('other', { port: 81 })]), ...world.slice(1)];
    const seen = viewPolicies(
      [...two, policy('up', 'infra', { ...edge, sectionName: 'other' }, { dark: 'blue' })],
      NOW,
    );
    expect(find(seen, 'HTTPRoute shop/r').map(({ through }) => through)).to.deep.equal([undefined]);
    const both = viewPolicies(
      [
        ...two,
        policy('up', 'infra', { ...edge, sectionName: 'other' }, { dark: 'blue' }),
        policy('first', 'infra', { ...edge, sectionName: 'http' }, { dark: 'red' }),
      ],
      NOW,
    );
    expect(find(both, 'HTTPRoute shop/r').map(({ through }) => through)).to.deep.equal([
      ['Gateway infra/edge section http'],
      ['Gateway infra/edge section other'],
    ]);
  });

  it('of the same level: the older one is established, and gives way to the younger one, or wins by overrides', () => {
    const older = policy('z', 'infra', edge, { dark: 'old' }, '2025-01-01T00:00:00Z');
    const younger = policy('a', 'infra', edge, { dark: 'young' });
    expect(valuesOf(find(view(younger, older), 'Gateway infra/edge'))).to.deep.equal([
      ['dark="young" by ColorPolicy infra/a'],
    ]);
    const firm = policy('z', 'infra', edge, { overrides: { dark: 'old' } }, '2025-01-01T00:00:00Z');
    expect(valuesOf(find(view(younger, firm), 'Gateway infra/edge'))).to.deep.equal([
      ['dark="old" by ColorPolicy infra/z'],
    ]);
  });

  it('of a direct kind: the oldest alone counts, and only for what it names', () => {
    const older = policy('z', 'infra', edge, { dark: 'old' }, '2025-01-01T00:00:00Z');
    const seen = view(crd('Direct'), policy('a', 'infra', edge, { dark: 'young' }), older);
    expect(find(seen, 'HTTPRoute shop/r')).to.deep.equal([]);
    const [atGateway] = find(seen, 'Gateway infra/edge');
    expect(atGateway?.class).to.equal('Direct');
    expect(valuesOf([atGateway as EffectivePolicy])).to.deep.equal([['dark="old" by ColorPolicy infra/z']]);
    expect(atGateway?.policies.map(({ effect }) => effect)).to.deep.equal(['whole', 'none']);
  });

  it('of BackendTLSPolicy: the one for a port counts there, the other for the rest', () => {
    const tls = (name: string, sectionName?: string) =>
      object('BackendTLSPolicy', name, 'shop', {
        spec: {
          targetRefs: [
            { group: '', kind: 'Service', name: 'a', ...(sectionName === undefined ? {} : { sectionName }) },
          ],
          validation: { hostname: `${name}.example` },
        },
      });
    const named = [
      ...world.slice(0, 2),
      service('a', [
        { port: 80, name: 'web' },
        { port: 81, name: 'api' },
      ]),
    ];
    const seen = viewPolicies([...named, tls('all'), tls('port', 'web')], NOW);
    expect(valuesOf(find(seen, 'Service shop/a'))).to.deep.equal([
      ['validation.hostname="all.example" by BackendTLSPolicy shop/all'],
    ]);
    expect(valuesOf(find(seen, 'Service shop/a section web'))).to.deep.equal([
      ['validation.hostname="port.example" by BackendTLSPolicy shop/port'],
    ]);
    expect(find(seen, 'Service shop/a section api')).to.deep.equal([]);
  });

  it('tell of targets that are not there, and are a tree for people', () => {
    const seen = view(
      policy('up', 'infra', edge, { dark: 'blue' }),
      policy('down', 'shop', shop, { dark: 'red' }),
      policy('lost', 'shop', { ...shop, name: 'gone' }, { dark: 'red' }),
    );
    expect(seen.unknown).to.deep.equal([{ policy: 'ColorPolicy shop/lost', target: 'HTTPRoute shop/gone' }]);
    expect(renderPolicies(seen).split('\n')).to.include.members([
      'Policies',
      '  HTTPRoute shop/r: ColorPolicy (inherited)',
      '    ColorPolicy infra/up, from Gateway infra/edge, Atomic Defaults: has no effect: ColorPolicy shop/down counts',
      '    ColorPolicy shop/down, Atomic Defaults: counts',
      '      dark: "red"  (ColorPolicy shop/down)',
      '  ColorPolicy shop/lost targets HTTPRoute shop/gone, which is not there',
    ]);
    expect(renderPolicies(view())).to.equal('');
  });

  it('take the strategy of the upper of two, and of a combination that of the lower one', () => {
    const of = (
      name: string,
      strategy: 'Atomic Defaults' | 'Atomic Overrides' | 'Patch Overrides',
      proper: JsonObject,
    ) => {
      return { policy: name, strategy, proper };
    };
    const three = [
      of('a', 'Atomic Defaults', { x: 1 }),
      of('b', 'Atomic Overrides', { x: 2, y: 2 }),
      of('c', 'Atomic Defaults', { x: 3, z: 3 }),
    ];
    expect(combine(three).map(({ path, from }) => `${path} ${from}`)).to.deep.equal(['x b', 'y b']);
    const nulls = [of('a', 'Patch Overrides', { x: null }), of('b', 'Atomic Defaults', { x: { y: 1 }, z: 1 })];
    expect(combine(nulls).map(({ path, from }) => `${path} ${from}`)).to.deep.equal(['z b']);
    expect(combine([])).to.deep.equal([]);
  });
});
