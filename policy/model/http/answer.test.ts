import { expect } from 'chai';
import { describeBranch } from '../compare-answer.ts';
import { createModel } from '../model.ts';
import { coreOnly, everyFeature, gateway, gatewayClass, get, listener, route, rule, service } from '../testing.ts';
import { answerHttp } from './answer.ts';
import type { HttpRequest } from './request.ts';

const backends = ['a', 'b', 'c'].map((name) => service(name));

/** The alternatives, each as a sentence. */
function ask(objects: readonly object[], request: HttpRequest, options = everyFeature, port = 80): readonly string[] {
  const model = createModel([gatewayClass, ...backends, ...objects], options);
  const { alternatives } = answerHttp(model, { namespace: 'infra', name: 'edge', port }, request);
  return alternatives.map(({ branches }) => branches.map(describeBranch).join(', '));
}

const to = (name: string, namespace = 'shop') => `an answer of ${namespace}/${name}:80`;
const plain = gateway('edge', [listener('http')]);

describe('the answer to a request', () => {
  it('is that of the rule that matches, 404 where none does, and nothing where nobody listens', () => {
    const objects = [plain, route('r', { rules: [rule('/x', 'a')] })];
    expect(ask(objects, get('http://any.example/x/y'))).to.deep.equal([to('a')]);
    expect(ask(objects, get('http://any.example/y'))).to.deep.equal(['status 404']);
    expect(ask(objects, get('http://any.example/x'), everyFeature, 81)).to.deep.equal(['no answer']);
  });

  it('comes from the match that goes first by the criteria in their order', () => {
    const exact = { path: { type: 'Exact', value: '/x' } };
    const withHeaders = (count: number) => ({
      path: { type: 'PathPrefix', value: '/x' },
      headers: ['one', 'two'].slice(0, count).map((name) => ({ name, value: '1' })),
    });
    const all = { one: '1', two: '1' };
    const request = get('http://any.example/x', Object.entries(all));
    const rank = (first: object, second: object) =>
      ask([plain, route('r', { rules: [rule([second], 'b'), rule([first], 'a')] })], request);
    expect(rank(exact, withHeaders(2))).to.deep.equal([to('a')]);
    expect(rank(withHeaders(0), { headers: withHeaders(2).headers })).to.deep.equal([to('a')]);
    expect(rank({ ...withHeaders(0), method: 'GET' }, withHeaders(2))).to.deep.equal([to('a')]);
    expect(rank(withHeaders(2), withHeaders(1))).to.deep.equal([to('a')]);
    expect(rank(withHeaders(0), withHeaders(0))).to.deep.equal([to('b')]);
  });

  it('comes from the oldest of equal routes, then from the first by namespace and name', () => {
    const older = route('z', { rules: [rule('/', 'a')] }, 'shop', '2025-01-01T00:00:00Z');
    const first = route('y', { rules: [rule('/', 'b')] }, 'shop');
    const other = route('a', { rules: [{ backendRefs: [{ name: 'c', namespace: 'shop', port: 80 }] }] }, 'x-shop');
    const request = get('http://any.example/');
    expect(ask([plain, first, older], request)).to.deep.equal([to('a')]);
    expect(ask([plain, other, first], request)).to.deep.equal([to('b')]);
  });

  it('prefers the route with the most specific hostname to the better match', () => {
    const exact = route('e', { hostnames: ['a.example.com'], rules: [rule('/', 'a')] });
    const wild = route('w', { hostnames: ['*.example.com'], rules: [rule('/x', 'b')] });
    expect(ask([plain, wild, exact], get('http://a.example.com/x'))).to.deep.equal([to('a')]);
    expect(ask([plain, wild, exact], get('http://b.example.com/x'))).to.deep.equal([to('b')]);
    expect(ask([plain, wild, exact], get('http://example.com/x'))).to.deep.equal(['status 404']);
  });

  it('is left open between listeners and between hostnames where no feature closes it', () => {
    const edge = gateway('edge', [
      listener('exact', { hostname: 'a.example.com' }),
      listener('wild', { hostname: '*.example.com' }),
    ]);
    const onWild = route('w', {
      parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'wild' }],
      rules: [rule('/', 'a')],
    });
    const request = get('http://a.example.com/');
    expect(ask([edge, onWild], request)).to.deep.equal(['status 404']);
    expect(ask([edge, onWild], request, coreOnly)).to.deep.equal(['status 404', to('a')]);
    const single = gateway('edge', [listener('exact', { hostname: 'a.example.com' })]);
    const wide = route('a', { hostnames: ['*.example.com'], rules: [rule('/', 'a')] });
    const narrow = route('b', { hostnames: ['a.example.com'], rules: [rule('/', 'b')] });
    expect(ask([single, wide, narrow], request)).to.deep.equal([to('b')]);
    expect(ask([single, wide, narrow], request, coreOnly)).to.deep.equal([to('b'), to('a')]);
  });

  it('is left open where prefixes differ by a slash at their end only', () => {
    const plainHeader = { path: { type: 'PathPrefix', value: '/x' }, headers: [{ name: 'h', value: '1' }] };
    const slash = { path: { type: 'PathPrefix', value: '/x/' } };
    const objects = [plain, route('r', { rules: [rule([plainHeader], 'a'), rule([slash], 'b')] })];
    expect(ask(objects, get('http://any.example/x', [['h', '1']]))).to.deep.equal([to('b'), to('a')]);
  });

  it('shares requests by weight, and gives the share of what is invalid to 500', () => {
    const refs = [
      { name: 'a', port: 80, weight: 3 },
      { name: 'nobody', port: 80 },
      { name: 'b', port: 80, weight: 0 },
    ];
    const request = get('http://any.example/');
    const share = (backendRefs: readonly object[]) => ask([plain, route('r', { rules: [{ backendRefs }] })], request);
    expect(share(refs)).to.deep.equal([`${to('a')} (75 %), status 500 (25 %)`]);
    expect(share([])).to.deep.equal(['status 500']);
    expect(share([{ name: 'nobody', port: 80 }])).to.deep.equal(['status 500']);
    expect(share([{ name: 'a', port: 80, weight: 0 }])).to.deep.equal([
      'status 404 or 500 or 501 or 502 or 503 or 504',
    ]);
  });

  it('needs a grant for a Service of another namespace, exactly for it', () => {
    const far = [{ name: 'far', namespace: 'depot', port: 80 }];
    const grant = (from: object, target: object) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'ReferenceGrant',
      metadata: { name: 'g', namespace: 'depot' },
      spec: { from: [{ group: 'gateway.networking.k8s.io', ...from }], to: [{ group: '', ...target }] },
    });
    const request = get('http://any.example/');
    const objects = [plain, service('far', 'depot'), route('r', { rules: [{ backendRefs: far }] })];
    const granted = (from: object, target: object) => ask([...objects, grant(from, target)], request);
    expect(ask(objects, request)).to.deep.equal(['status 500']);
    const right = { kind: 'HTTPRoute', namespace: 'shop' };
    expect(granted(right, { kind: 'Service' })).to.deep.equal([to('far', 'depot')]);
    expect(granted(right, { kind: 'Service', name: 'far' })).to.deep.equal([to('far', 'depot')]);
    expect(granted(right, { kind: 'Service', name: 'fa' })).to.deep.equal(['status 500']);
    expect(granted(right, { kind: 'Secret' })).to.deep.equal(['status 500']);
    expect(granted({ kind: 'GRPCRoute', namespace: 'shop' }, { kind: 'Service' })).to.deep.equal(['status 500']);
    expect(granted({ kind: 'HTTPRoute', namespace: 'shops' }, { kind: 'Service' })).to.deep.equal(['status 500']);
  });

  it('finds the endpoints of a port by its name', () => {
    const named = service('named', 'shop', [
      { name: 'dead', port: 81 },
      { name: 'web', port: 80 },
    ]);
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 's', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'named' } },
      ports: [
        { name: 'dead', port: 1 },
        { name: 'web', port: 3000 },
      ],
      endpoints: [{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.2'], conditions: { ready: false } }],
    };
    const objects = [gatewayClass, plain, named, slice, route('r', { rules: [rule('/', 'named')] })];
    const model = createModel(objects, { ...everyFeature, endpoints: 'slices' });
    const { alternatives } = answerHttp(
      model,
      { namespace: 'infra', name: 'edge', port: 80 },
      get('http://x.example/'),
    );
    const outcome = alternatives[0].branches[0]?.outcome;
    expect(outcome).to.include({ kind: 'forward' });
    expect(outcome?.kind === 'forward' && outcome.endpoints).to.deep.equal([{ address: '10.0.0.1', port: 3000 }]);
  });
});
