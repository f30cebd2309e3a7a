import { expect } from 'chai';
import { gateway, grant, route, rule, service } from '../rules/testing.ts';
import { compareRouting, renderChanges } from './compare-routing.ts';

const edge = gateway();
const to = (name: string, path = '/') => rule(path, { backendRefs: [{ name, port: 80 }] });
const shop = (...rules: object[]) => route({ hostnames: ['shop.example'], rules });

describe('a change of manifests', () => {
  it('tells requests that go elsewhere, hosts that appear and vanish, and grants that open', () => {
    const before = [edge, shop(to('a'), to('a', '/cart'))];
    const after = [edge, shop(to('a'), to('b', '/cart')), route({ hostnames: ['new.example'] }, 'n'), grant('store')];
    expect(renderChanges(compareRouting(before, after)).trimEnd().split('\n')).to.deep.equal([
      'What the change does to the effective routing',
      '  + Gateway infra/edge, port 80: new.example /*: an answer of shop/a:80',
      '  ~ Gateway infra/edge, port 80: shop.example /cart*: an answer of shop/a:80 -> an answer of shop/b:80',
      '  + HTTPRoutes of shop may refer to every Service of store',
    ]);
    expect(compareRouting(after, before).map(({ kind }) => kind)).to.deep.equal([
      'vanishes',
      'changes',
      'grant-closes',
    ]);
  });

  it('tells nothing of what stays, nor of what is written in another way', () => {
    const same = [edge, shop({ backendRefs: [{ name: 'a', port: 80, weight: 1 }] })];
    expect(compareRouting([edge, shop(to('a'))], same)).to.deep.equal([]);
    expect(renderChanges([])).to.match(/does nothing/);
  });

  it('sees a route of another file take the requests, and a Service lose its port', () => {
    const thief = route({ hostnames: ['shop.example'], rules: [to('x')] }, 'a', 'aaa');
    expect(compareRouting([edge, shop(to('a'))], [edge, shop(to('a')), thief])).to.deep.equal([
      {
        kind: 'changes',
        subject: 'Gateway infra/edge, port 80: shop.example /*',
        before: 'an answer of shop/a:80',
        after: 'an answer of aaa/x:80',
      },
    ]);
    const [change] = compareRouting(
      [edge, shop(to('a')), service('a')],
      [edge, shop(to('a')), service('a', [{ port: 81 }])],
    );
    expect(change?.after).to.match(/status 50/);
  });
});
