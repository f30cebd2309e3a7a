import { expect } from 'chai';
import { createModel } from '../model.ts';
import { allKinds, gateway, gatewayClass, linesOf, listener, object, route, rule, service, to } from '../testing.ts';
import { answerGrpc } from './answer.ts';
import type { GrpcRequest } from './request.ts';

const target = { namespace: 'infra', name: 'edge', port: 80 };
const method = (service?: string, name?: string) => ({ method: { service, method: name } });
const grpcRule = (matches: readonly object[], backend: string) => ({ matches, ...to(backend)[0] });
const world = (...objects: readonly object[]) =>
  createModel([gatewayClass, gateway('edge', [listener('http')]), service('a'), service('b'), ...objects], allKinds);

function ask(objects: readonly object[], call: string, more: Partial<GrpcRequest> = {}): string[] {
  const [name = '', called = ''] = call.split('/');
  const request = {
    service: name,
    method: called,
    scheme: 'http',
    authority: 'g.example',
    metadata: [],
    ...more,
  } as const;
  return linesOf(answerGrpc(world(...objects), target, request));
}

describe('a call of gRPC', () => {
  const rules = [
    grpcRule([method('shop.Cart')], 'a'),
    grpcRule([method('shop.Cart', 'Add')], 'b'),
    grpcRule([{ headers: [{ name: 'version', value: 'one' }] }], 'b'),
  ];
  const cart = object('GRPCRoute', 'cart', { hostnames: ['g.example'], rules });

  it('goes to the rule with the longest service, then method, then most headers', () => {
    expect(ask([cart], 'shop.Cart/List')).to.deep.equal(['an answer of shop/a:80']);
    expect(ask([cart], 'shop.Cart/Add')).to.deep.equal(['an answer of shop/b:80']);
    expect(ask([cart], 'shop.Cart/List', { metadata: [['version', 'one']] })).to.deep.equal(['an answer of shop/a:80']);
    expect(ask([cart], 'shop.Order/List', { metadata: [['version', 'one']] })).to.deep.equal([
      'an answer of shop/b:80',
    ]);
  });

  it('is told apart by case, and gets UNIMPLEMENTED where nothing matches', () => {
    expect(ask([cart], 'shop.cart/Add')).to.deep.equal(['status UNIMPLEMENTED']);
    expect(ask([cart], 'shop.Cart/List', { authority: 'other.example' })).to.deep.equal(['status UNIMPLEMENTED']);
  });

  it('gets UNAVAILABLE for the share of an invalid backend', () => {
    const half = object('GRPCRoute', 'half', { rules: to('a', 'gone') });
    expect(ask([half], 'any.Service/Any')).to.deep.equal(['an answer of shop/a:80 (50 %), status UNAVAILABLE (50 %)']);
  });

  it('is left open for a method without a service, and where an HTTPRoute shares the hostname', () => {
    const alone = object('GRPCRoute', 'alone', { rules: [grpcRule([method(undefined, 'Add')], 'a')] });
    expect(ask([alone], 'x.Y/Add')).to.deep.equal(['anything']);
    expect(ask([alone], 'x.Y/Other')).to.deep.equal(['status UNIMPLEMENTED']);
    const older = route('web', { hostnames: ['g.example'], rules: [rule('/', 'a')] });
    const younger = object('GRPCRoute', 'cart', { rules }, 'shop', '2026-02-01T00:00:00Z');
    expect(ask([older, younger], 'shop.Cart/List')).to.include('anything');
    // Where the younger one is rejected, it is rejected under all of its hostnames.
    expect(ask([older, younger], 'shop.Cart/List', { authority: 'h.example' })).to.include.members([
      'an answer of shop/a:80',
      'status UNIMPLEMENTED',
    ]);
  });
});
