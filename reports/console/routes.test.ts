import { expect } from 'chai';
import { nameRoutes } from './routes.ts';

function route(name: string, hostnames?: string[], kind = 'HTTPRoute'): object {
  return {
    kind,
    metadata: { name, namespace: 'ns' },
    spec: { parentRefs: [{ name: 'gw' }], ...(hostnames ? { hostnames } : {}) },
  };
}

function ask(host: string, ...objects: unknown[]): string[] {
  return nameRoutes(objects, { line: 'GET /', sent: { headers: [['Host', host]] } });
}

describe('the routes that may have taken a request', () => {
  it('are those whose hostnames it names', () => {
    const objects = [route('one', ['a.org']), route('two', ['b.org']), route('wild', ['*.org'], 'GRPCRoute')];
    expect(ask('A.org', ...objects)).to.deep.equal(['HTTPRoute ns/one, GRPCRoute ns/wild']);
  });

  it('are those without hostnames, too, and no other objects', () => {
    expect(
      ask('a.org', route('any'), { kind: 'Gateway', metadata: { name: 'gw' }, spec: {} }, undefined),
    ).to.deep.equal(['HTTPRoute ns/any']);
    expect(ask('a.org', route('other', ['b.org']))).to.deep.equal([]);
  });

  it('are counted where they are many', () => {
    const objects = Array.from({ length: 6 }, (_, index) => route(`r${index}`));
    expect(ask('a.org', ...objects)[0]).to.match(/r3 and 2 more$/);
  });
});
