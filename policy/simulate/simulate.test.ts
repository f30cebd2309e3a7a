import { expect } from 'chai';
import { createModel } from '../model/model.ts';
import {
  allKinds,
  everyFeature,
  gateway,
  gatewayClass,
  get,
  listener,
  object,
  route,
  rule,
  service,
  to,
} from '../model/testing.ts';
import { renderTraces, renderView } from './render.ts';
import { traceAsk, traceMesh, traceRequest } from './trace.ts';
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

describe('all kinds of routes', () => {
  const all = createModel(
    [
      gatewayClass,
      gateway('edge', [listener('http'), listener('tcp', { port: 9000, protocol: 'TCP' })]),
      service('a'),
      object('GRPCRoute', 'cart', {
        hostnames: ['g.example'],
        rules: [{ matches: [{ method: { service: 'shop.Cart', method: 'Add' } }], ...to('a')[0] }],
      }),
      object('TCPRoute', 'lines', { rules: to('a') }),
      route('mesh', { parentRefs: [{ group: '', kind: 'Service', name: 'a' }], rules: [rule('/', 'a')] }),
      route('desk', { parentRefs: [{ group: '', kind: 'Service', name: 'a', namespace: 'shop' }] }, 'desk'),
    ],
    allKinds,
  );

  it('are in the effective view, those of a mesh by their Service', () => {
    expect(renderView(viewEffective(all)).split('\n')).to.deep.equal([
      'Gateway infra/edge',
      '  listener http: HTTP 80, every hostname',
      '    g.example  shop.Cart/Add',
      '      rule 1 of GRPCRoute shop/cart: an answer of shop/a:80',
      '  listener tcp: TCP 9000',
      '    every connection',
      '      rule 1 of TCPRoute shop/lines: a connection to shop/a:80',
      'Service shop/a, port 80, for clients everywhere',
      '    *  /*',
      '      rule 1 of shop/mesh: an answer of shop/a:80',
      'Service shop/a, port 80, for clients in desk',
      '    *  /*',
      '      rule 1 of desk/desk: status 500',
    ]);
  });

  it('are asked in their own protocol', () => {
    const request = {
      service: 'shop.Cart',
      method: 'Get',
      scheme: 'http',
      authority: 'g.example',
      metadata: [],
    } as const;
    expect(
      renderTraces(traceAsk(all, 80, { kind: 'grpc', request }))
        .split('\n')
        .slice(0, 3),
    ).to.deep.equal([
      'Gateway infra/edge, port 80',
      'status UNIMPLEMENTED',
      '  not rule 1 of GRPCRoute shop/cart on listener http (g.example, shop.Cart/Add): the method is another, or the other rule names one',
    ]);
    const [tcp] = traceAsk(all, 9000, { kind: 'stream', request: { protocol: 'tcp' } });
    expect(tcp?.answers[0]?.winner).to.equal(
      'rule 1 of TCPRoute shop/lines on listener tcp (every hostname, every connection)',
    );
    const from = { namespace: 'shop', name: 'a', port: 80, from: 'shop' };
    const mesh = renderTraces(traceMesh(all, from, { kind: 'http', request: get('http://a.shop/x') }));
    expect(mesh.split('\n').slice(0, 3)).to.deep.equal([
      'Service shop/a, from shop, port 80',
      'an answer of shop/a:80',
      '  by rule 1 of shop/mesh for port 80 of Service shop/a (every hostname, /*)',
    ]);
  });
});
