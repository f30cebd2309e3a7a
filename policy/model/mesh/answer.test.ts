import { expect } from 'chai';
import { createModel } from '../model.ts';
import { allKinds, coreOnly, get, linesOf, route, rule, service } from '../testing.ts';
import { answerMesh } from './answer.ts';

const of = (spec: object) => ({
  parentRefs: [{ group: '', kind: 'Service', name: 'cart', namespace: 'shop' }],
  ...spec,
});
const producer = route('producer', of({ rules: [rule('/a', 'own')] }));
const consumer = route('consumer', of({ rules: [rule('/', 'other')] }), 'desk');
const services = [service('cart'), service('own'), service('other', 'desk')];

function ask(from: string, path: string, objects: readonly object[], options = allKinds): string[] {
  const target = { namespace: 'shop', name: 'cart', port: 80, from };
  const request = get(`http://cart.shop${path}`);
  return linesOf(answerMesh(createModel([...services, ...objects], options), target, { kind: 'http', request }));
}

describe('a request to a Service of a mesh', () => {
  it('goes to the Service itself without a route', () => {
    expect(ask('desk', '/', [])).to.deep.equal(['an answer of shop/cart:80']);
  });

  it('follows the routes of the Service from everywhere, and gets 404 where none matches', () => {
    for (const from of ['shop', 'desk']) {
      expect(ask(from, '/a', [producer])).to.deep.equal(['an answer of shop/own:80']);
      expect(ask(from, '/b', [producer])).to.deep.equal(['status 404']);
    }
  });

  it('follows the routes of the client before them, from its own namespace alone', () => {
    expect(ask('desk', '/a', [producer, consumer])).to.deep.equal(['an answer of desk/other:80']);
    expect(ask('shop', '/a', [producer, consumer])).to.deep.equal(['an answer of shop/own:80']);
    expect(ask('elsewhere', '/', [consumer])).to.deep.equal(['an answer of shop/cart:80']);
  });

  it('is left open where the mesh need not know routes of clients, or heed hostnames', () => {
    expect(ask('desk', '/a', [producer, consumer], coreOnly)).to.deep.equal([
      'an answer of desk/other:80',
      'an answer of shop/own:80',
    ]);
    const named = route('named', of({ hostnames: ['x.example'], rules: [rule('/a', 'own')] }));
    expect(ask('shop', '/a', [named])).to.deep.equal(['an answer of shop/own:80', 'status 404']);
  });
});
