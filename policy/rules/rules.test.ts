import { expect } from 'chai';
import { meaningRules } from './index.ts';
import type { Case, TopicCases } from './testing.ts';
import { backendCases } from './topics/backends.cases.test.ts';
import { certificateCases } from './topics/certificates.cases.test.ts';
import { filterCases } from './topics/filters.cases.test.ts';
import { grantCases } from './topics/grants.cases.test.ts';
import { listenerSetCases } from './topics/listener-sets.cases.test.ts';
import { listenerCases } from './topics/listeners.cases.test.ts';
import { matchCases } from './topics/matches.cases.test.ts';
import { meshCases } from './topics/mesh.cases.test.ts';
import { objectCases } from './topics/objects.cases.test.ts';
import { parentCases } from './topics/parents.cases.test.ts';
import { policyCases } from './topics/policies.cases.test.ts';
import { timeoutCases } from './topics/timeouts.cases.test.ts';
import type { Problem, Rule } from './types.ts';
import { nameOf } from './world/identify.ts';
import { World } from './world/world.ts';

const cases: TopicCases = {
  ...backendCases,
  ...certificateCases,
  ...filterCases,
  ...grantCases,
  ...listenerCases,
  ...listenerSetCases,
  ...matchCases,
  ...meshCases,
  ...objectCases,
  ...parentCases,
  ...policyCases,
  ...timeoutCases,
};

function ask(rule: Rule, { objects, closed = false, namespace }: Case): Problem[] {
  const options = {
    namespace: namespace ?? 'default',
    namespaceIsSure: namespace !== undefined,
    closed,
    now: new Date('2026-06-01'),
  };
  return [...rule.check(new World(objects, [], options))];
}

describe('rules of meaning', () => {
  it('have ids of their own, and each has cases', () => {
    const ids = meaningRules.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(Object.keys(cases).sort()).to.deep.equal([...ids].sort());
  });

  for (const rule of meaningRules) {
    const { fires = [], misses = [] } = cases[rule.id] ?? {};
    describe(rule.id, () => {
      it('tells where it comes from, why, and what to do', () => {
        expect(rule.clause).to.match(/^https:\/\//);
        expect(rule.explanation.length).to.be.greaterThan(30);
        expect(rule.fix.length).to.be.greaterThan(5);
        expect(rule.title).to.match(/^[A-Z].*[^.]$/);
        expect(fires.length * misses.length, 'cases').to.be.greaterThan(0);
      });

      for (const one of fires)
        it(`finds ${one.name}`, () => {
          const problems = ask(rule, one);
          const places = problems.map(({ object, path }) => `${nameOf(object)} ${path}`.trimEnd());
          if (one.at) expect(places).to.deep.equal(one.at);
          else expect(places).to.have.length.greaterThan(0);
          for (const problem of problems) expect(problem.level ?? rule.level).to.equal(one.level ?? rule.level);
          if (one.says !== undefined) expect(problems[0]?.message).to.match(new RegExp(one.says));
        });

      for (const one of misses)
        it(`finds nothing in ${one.name}`, () => {
          expect(ask(rule, one).map(({ message }) => message)).to.deep.equal([]);
        });
    });
  }

  it('take objects whose fields are of no type that the API has', () => {
    const kinds = [
      'Gateway',
      'HTTPRoute',
      'GRPCRoute',
      'TLSRoute',
      'TCPRoute',
      'ListenerSet',
      'ReferenceGrant',
      'BackendTLSPolicy',
    ];
    const values: unknown[] = [null, 1, 'x', [], [1, null, 'x'], {}, [[]]];
    const fields = [
      'parentRefs',
      'hostnames',
      'rules',
      'listeners',
      'from',
      'to',
      'targetRefs',
      'parentRef',
      'tls',
      'validation',
    ];
    const objects = kinds.flatMap((kind) =>
      values.flatMap((value) => [
        { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'a' }, spec: value },
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind,
          metadata: value,
          spec: Object.fromEntries(fields.map((name) => [name, value])),
        },
        {
          ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'a' } },
          spec: {
            rules: [{ matches: value, filters: value, backendRefs: value, timeouts: value }],
            listeners: [{ name: 'a', port: 1, protocol: 'HTTP', tls: value, allowedRoutes: value }],
          },
        },
        {
          ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'a' } },
          spec: {
            rules: [
              {
                matches: [{ path: value, headers: [value], method: value }],
                filters: [{ type: 'URLRewrite', urlRewrite: value }, value],
              },
            ],
          },
        },
      ]),
    );
    for (const rule of meaningRules)
      expect(() => ask(rule, { name: 'odd', objects, closed: true }), rule.id).not.to.throw();
  });
});
