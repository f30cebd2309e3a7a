import { expect } from 'chai';
import { createModel } from '../model/model.ts';
import { everyFeature, gateway, gatewayClass, get, listener, route, rule, service } from '../model/testing.ts';
import { renderTraces, renderView } from './render.ts';
import { traceRequest } from './trace.ts';
import { viewEffective } from './view.ts';

const model = createModel(
  [
    gatewayClass,
    gateway('edge', [
      listener('http'),
      listener('https', { port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'lost' }] } }),
    ]),
    service('a'),
    route('cart', { hostnames: ['shop.example'], rules: [rule('/', 'a'), rule('/cart', 'b')] }),
    route('lost', { parentRefs: [{ name: 'nowhere' }] }),
  ],
  everyFeature,
);

describe('the effective view', () => {
  it('tells what each listener serves, in order of precedence, and what attaches nowhere', () => {
    expect(renderView(viewEffective(model)).split('\n')).to.deep.equal([
      'Gateway infra/edge',
      '  listener http: HTTP 80, every hostname',
      '    shop.example  /cart*',
      '      rule 2 of shop/cart: status 500',
      '    shop.example  /*',
      '      rule 1 of shop/cart: an answer of shop/a:80',
      '  listener https: HTTPS 443, every hostname',
      '    ! Secret infra/lost does not exist',
      '',
      'Attached nowhere',
      '  shop/lost to shop/nowhere: there is no such Gateway of this controller',
    ]);
  });
});

describe('the simulator', () => {
  it('tells which rule wins, what the backend receives, and why others lost', () => {
    const text = renderTraces(traceRequest(model, 80, get('http://shop.example/x?q=1', [['version', 'one']])));
    expect(text.split('\n').slice(0, 6)).to.deep.equal([
      'Gateway infra/edge, port 80',
      'an answer of shop/a:80',
      '  by rule 1 of shop/cart on listener http (shop.example, /*)',
      '  the backend receives GET /x?q=1 for shop.example',
      '    version: one',
      '  not rule 2 of shop/cart on listener http (shop.example, /cart*): the path is another',
    ]);
  });

  it('asks no Gateway that does not listen there', () => {
    expect(traceRequest(model, 8080, get('http://shop.example:8080/'))).to.deep.equal([]);
  });
});
