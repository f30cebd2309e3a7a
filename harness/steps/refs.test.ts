import { expect } from 'chai';
import { createExplainEnv } from '../run/engine/explain-env.ts';
import { fakeBase } from '../run/engine/fake-base.test.ts';
import { scenario } from '../scenario/define.ts';
import { HarnessError } from '../scenario/errors.ts';
import { groupSteps } from './index.ts';
import { resolveRef } from './refs.ts';
import { listRows, listSteps } from './rows.ts';

const definition = scenario({
  id: 'HTTPRouteSample',
  title: 't',
  requirements: ['r.one', 'r.two'],
  features: ['Gateway'],
  since: 'v1.0',
  namespaces: { other: {} },
  steps: [
    { kind: 'http', target: {}, rows: [{ name: 'one', send: {}, expect: { backend: 'v1' }, requirements: ['r.two'] }] },
    { kind: 'http', target: { port: 8080 }, rows: [{ name: 'one', send: {}, expect: { status: 404 } }] },
    {
      kind: 'status',
      ref: 'HTTPRoute/a',
      expect: { conditions: { Accepted: { status: 'False', reason: ['A', 'B'] } } },
    },
    { kind: 'absent', ref: 'Gateway/a' },
    { kind: 'delete', name: 'goes', ref: 'Gateway/a' },
    { kind: 'http', target: {}, rows: [{ name: 'two', send: {}, expect: { backend: 'v1' } }] },
    {
      kind: 'distribution',
      protocol: 'http',
      name: 'shares',
      send: {},
      target: {},
      weights: { v1: 1, v2: 1 },
      tolerance: 0.1,
    },
  ],
});
const env = createExplainEnv(definition, fakeBase);

describe('resolveRef', () => {
  const resolve = (ref: Parameters<typeof resolveRef>[0]): string => {
    const { group, kind, namespace, name } = resolveRef(ref, env, []);
    return `${group} ${kind} ${namespace}/${name}`;
  };

  it('finds objects by logical name and namespace label', () => {
    const main = env.namespace;
    expect(resolve('HTTPRoute/a')).to.equal(`gateway.networking.k8s.io HTTPRoute ${main}/a`);
    expect(resolve('Service/other/a')).to.equal(` Service ${main}-other/a`);
    expect(resolve('Gateway/shared')).to.equal('gateway.networking.k8s.io Gateway gwconf/shared');
    expect(resolve('GatewayClass/a')).to.equal('gateway.networking.k8s.io GatewayClass /a');
    expect(resolve('Namespace/other')).to.equal(` Namespace /${main}-other`);
    expect(resolve('Gateway/=literal')).to.equal(`gateway.networking.k8s.io Gateway ${main}/literal`);
  });

  it('takes the group from the objects of the scenario', () => {
    const own = { apiVersion: 'x.example/v1alpha1', kind: 'Gateway', metadata: { name: 'a' } };
    expect(resolveRef('Gateway/a', env, [own]).group).to.equal('x.example');
  });

  it('refuses what names nothing', () => {
    for (const ref of ['Gateway/', '/a', 'Gateway/a/b/c'] as const)
      expect(() => resolve(ref)).to.throw(HarnessError, ref);
    expect(() => resolve('Strange/a')).to.throw('the kind Strange is not known');
    expect(() => resolve('Service/nowhere/a')).to.throw("declares no namespace 'nowhere'");
  });
});

describe('listRows', () => {
  it('names every row, uniquely in the scenario', () => {
    const rows = listRows(definition, listSteps(definition, env));
    expect(rows.map(({ step, name }) => `${step} ${name}`)).to.deep.equal([
      '0 one',
      '1 one (2)',
      '2 HTTPRoute/a has Accepted False (A or B)',
      '3 Gateway/a is gone',
      '4 goes',
      '5 two',
      '6 shares',
    ]);
    expect(rows[0]?.requirements).to.deep.equal(['r.two']);
    expect(rows[1]?.requirements).to.deep.equal(['r.one', 'r.two']);
  });

  it('lets --grep leave out only what nothing builds upon', () => {
    const rows = listRows(definition, listSteps(definition, env), /two$/);
    expect(rows.filter(({ selected }) => !selected).map(({ name }) => name)).to.deep.equal([
      'one',
      'one (2)',
      'shares',
    ]);
  });
});

describe('groupSteps', () => {
  it('puts steps that only ask the data plane together where nothing is between them', () => {
    const groups = groupSteps(listSteps(definition, env));
    expect(groups.map(({ first, steps }) => [first, steps.length])).to.deep.equal([
      [0, 2],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 2],
    ]);
  });
});
