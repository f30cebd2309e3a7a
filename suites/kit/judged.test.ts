import { expect } from 'chai';
import { compareForeign, findLacks, findUnjudged } from './index.ts';

describe('findUnjudged', () => {
  const object = (conditions: unknown) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'g', generation: 2 },
    status: { conditions },
  });
  const paths = (conditions: unknown) => findUnjudged(object(conditions)).map(({ path }) => path);

  it('takes either verdict about the present generation', () => {
    expect(paths([{ type: 'Accepted', status: 'True', observedGeneration: 2 }])).to.deep.equal([]);
    expect(paths([{ type: 'Accepted', status: 'False', observedGeneration: 2 }])).to.deep.equal([]);
  });

  it('tells what is undecided, missing or stale', () => {
    expect(paths(undefined)).to.deep.equal(['status.conditions[Accepted].status']);
    expect(paths([{ type: 'Accepted', status: 'Unknown', observedGeneration: 2 }])).to.deep.equal([
      'status.conditions[Accepted].status',
    ]);
    const stale = [
      { type: 'Accepted', status: 'True', observedGeneration: 2 },
      { type: 'Programmed', status: 'True', observedGeneration: 1 },
    ];
    expect(paths(stale)).to.deep.equal(['status.conditions[Programmed].observedGeneration']);
  });

  it('leaves conditions of others alone', () => {
    const conditions = [
      { type: 'Accepted', status: 'True', observedGeneration: 2 },
      { type: 'example.net/Inspected', status: 'True', observedGeneration: 1 },
    ];
    expect(paths(conditions)).to.deep.equal([]);
  });
});

describe('compareForeign', () => {
  it('wants every field as it was', () => {
    expect(compareForeign('p', { a: [1] }, { a: [1] })).to.deep.equal([]);
    expect(compareForeign('p', { a: [1] }, { a: [2] })[0]?.observed).to.equal('{"a":[2]}');
    expect(compareForeign('p', { a: [1] }, undefined)[0]?.observed).to.equal('removed');
  });
});

describe('findLacks', () => {
  const route = (parents: object[]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'r', namespace: 'n', generation: 2 },
    spec: { parentRefs: [{ name: 'g', sectionName: 's' }] },
    status: { parents },
  });
  const entry = (parentRef: object, observedGeneration = 2, status = 'True') => ({
    controllerName: 'c',
    parentRef,
    conditions: [{ type: 'Accepted', status, observedGeneration }],
  });

  it('takes the entry of each parent of now, whatever others there are', () => {
    const now = entry({ name: 'g', namespace: 'n', sectionName: 's' });
    expect(findLacks(route([entry({ name: 'former' }, 1), now]), 'c')).to.deep.equal([]);
  });

  it('tells what is missing, refused or stale', () => {
    const observed = (...parents: object[]) => findLacks(route(parents), 'c').map((one) => one.observed);
    expect(observed(entry({ name: 'g' }))).to.deep.equal(['no entry']);
    expect(observed({ ...entry({ name: 'g', sectionName: 's' }), controllerName: 'd' })).to.deep.equal(['no entry']);
    expect(observed(entry({ name: 'g', sectionName: 's' }, 1, 'False'))).to.deep.equal(['False', '1']);
  });
});
