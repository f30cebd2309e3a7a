import { expect } from 'chai';
import { conformant } from '../../conformant.ts';
import { decide, type IncomingRequest } from '../../dataplane/http/decide.ts';
import type { HeaderLine } from '../../model/header.ts';
import type { HttpRoute } from '../../model/http-route.ts';
import { buildModel } from '../../model/model.ts';
import { modifyHeaders } from '../../routes/headers.ts';
import { separateLayout } from '../../serving/layouts.ts';
import { computeState } from '../../state.ts';
import { buildClass, buildGateway, buildNamespace, buildRoute, buildRule } from '../../testing.ts';
import { splitTarget } from './matching.ts';
import { redirect, rewriteTarget } from './redirect.ts';

type Listeners = Parameters<typeof buildGateway>[1];

/** `route#rule` that answers, or the status. */
function ask(
  routes: HttpRoute[],
  request: Partial<IncomingRequest> & { target?: string },
  listeners?: Listeners,
): string {
  const objects = [buildClass(), buildNamespace('ns'), buildGateway('gw', listeners), ...routes];
  const state = computeState(buildModel(objects), conformant, separateLayout(conformant));
  const port = state.frontends[0]?.ports[0];
  if (!port) throw new Error('nothing is served');
  const { target = '/', ...rest } = request;
  const whole = { method: 'GET', host: 'a.example.com', headers: [], ...splitTarget(target), ...rest };
  const decision = decide(port, whole, conformant);
  return decision.kind === 'answer' ? String(decision.status) : decision.entry.rule.id.replace('HTTPRoute ns/', '');
}

describe('decide', () => {
  it('matches prefixes by path element', () => {
    const routes = [buildRoute('r', { rules: [buildRule('/foo', 'a'), buildRule('/bar/', 'b')] })];
    const targets = ['/foo', '/foo/', '/foo/x', '/foo?x', '/foobar', '/Foo', '/bar', '/bar/x', '/barx', '/'];
    expect(targets.map((target) => ask(routes, { target }))).to.deep.equal([
      'r#0',
      'r#0',
      'r#0',
      'r#0',
      '404',
      '404',
      'r#1',
      'r#1',
      '404',
      '404',
    ]);
  });

  it('prefers exact paths, then longer prefixes, method, headers, query', () => {
    const match = (more: object) => ({ matches: [{ path: { type: 'PathPrefix', value: '/p' }, ...more }] });
    const named = (name: string) => ({ type: 'Exact', name, value: '1' });
    const rules = [
      match({}),
      match({ queryParams: [named('q')] }),
      match({ headers: [named('h')] }),
      match({ headers: [named('h'), named('i')] }),
      match({ method: 'GET' }),
      buildRule('/p/long', 'x'),
      { matches: [{ path: { type: 'Exact', value: '/p/long' } }] },
    ];
    const routes = [buildRoute('r', { rules })];
    const headers: HeaderLine[] = [
      ['H', '1'],
      ['i', '1'],
    ];
    const post = (target: string, lines: readonly HeaderLine[] = []) =>
      ask(routes, { target, headers: lines, method: 'POST' });
    expect([post('/p'), post('/p?q=1'), post('/p?q=1', headers.slice(0, 1)), post('/p?q=1', headers)]).to.deep.equal([
      'r#0',
      'r#1',
      'r#2',
      'r#3',
    ]);
    expect(ask(routes, { target: '/p?q=1', headers })).to.equal('r#4');
    expect(ask(routes, { target: '/p/long/x', headers })).to.equal('r#5');
    expect(ask(routes, { target: '/p/long', headers })).to.equal('r#6');
  });

  it('settles ties by age, then name, then the order of rules', () => {
    const rules = [buildRule('/', 'a'), buildRule('/', 'b')];
    const [b, c] = [buildRoute('b', { rules }), buildRoute('c', { rules })];
    const a = buildRoute('z', { rules }, { creationTimestamp: '2023-01-01T00:00:00Z' });
    expect(ask([c, b, a], {})).to.equal('z#0');
    expect(ask([c, b], {})).to.equal('b#0');
  });

  it('prefers routes with more specific hostnames, but falls through where they do not match', () => {
    const wild = buildRoute('wild', { hostnames: ['*.example.com'], rules: [buildRule('/long/path', 'a')] });
    const exact = buildRoute('exact', { hostnames: ['a.example.com'], rules: [buildRule('/long', 'a')] });
    const any = buildRoute('any', { rules: [buildRule('/', 'a')] });
    expect(ask([any, wild, exact], { target: '/long/path' })).to.equal('exact#0');
    expect(ask([any, wild, exact], { target: '/long/path', host: 'b.example.com' })).to.equal('wild#0');
    expect(ask([any, wild, exact], { target: '/' })).to.equal('any#0');
  });

  it('lets only the most specific listener answer', () => {
    const listener = (name: string, hostname?: string) => ({ name, port: 80, protocol: 'HTTP', hostname });
    const listeners = [listener('any'), listener('wild', '*.example.com'), listener('exact', 'a.example.com')];
    const on = (sectionName: string, path: string) =>
      buildRoute(sectionName, { parentRefs: [{ name: 'gw', sectionName }], rules: [buildRule(path, 'a')] });
    const routes = [on('any', '/'), on('wild', '/'), on('exact', '/only')];
    expect(ask(routes, { target: '/only' }, listeners)).to.equal('exact#0');
    expect(ask(routes, { target: '/' }, listeners)).to.equal('404');
    expect(ask(routes, { host: 'x.b.example.com:8080' }, listeners)).to.equal('wild#0');
    expect(ask(routes, { host: 'example.com' }, listeners)).to.equal('any#0');
  });

  it('tells a connection that was made for another listener', () => {
    const listeners = [
      { name: 'a', port: 80, protocol: 'HTTP', hostname: 'a.example.com' },
      { name: 'b', port: 80, protocol: 'HTTP', hostname: 'b.example.com' },
    ];
    const routes = [buildRoute('r', { rules: [buildRule('/', 'a')] })];
    expect(ask(routes, { serverName: 'a.example.com' }, listeners)).to.equal('r#0');
    expect(ask(routes, { serverName: 'b.example.com' }, listeners)).to.equal('421');
    expect(ask(routes, { serverName: 'a.example.com', host: 'c.example.com' }, listeners)).to.equal('404');
  });
});

describe('filters', () => {
  const lines: HeaderLine[] = [
    ['X-One', '1'],
    ['x-two', '2'],
    ['X-Two', '3'],
  ];

  it('set, add and remove headers without regard to case', () => {
    const modifier = {
      set: [{ name: 'x-one', value: 'new' }],
      add: [
        { name: 'X-TWO', value: '4' },
        { name: 'X-New', value: '5' },
      ],
      remove: ['x-gone'],
    };
    expect(modifyHeaders([...lines, ['X-Gone', '']], modifier, conformant.filters)).to.deep.equal([
      ['x-one', 'new'],
      ['x-two', '2'],
      ['X-Two', '3,4'],
      ['X-New', '5'],
    ]);
  });

  it('redirect with the port that the specification derives', () => {
    const request = {
      scheme: 'http',
      host: 'a.org',
      hostHeader: 'a.org',
      port: 8080,
      target: '/p?q=1',
      match: {},
    } as const;
    expect(redirect({}, request)).to.deep.equal({ status: 302, location: 'http://a.org:8080/p?q=1' });
    expect(redirect({ scheme: 'https', statusCode: 301 }, request)).to.deep.equal({
      status: 301,
      location: 'https://a.org/p?q=1',
    });
    expect(redirect({ hostname: 'b.org' }, { ...request, port: 80 }).location).to.equal('http://b.org/p?q=1');
    expect(redirect({ scheme: 'https', port: 444 }, request).location).to.equal('https://a.org:444/p?q=1');
  });

  it('rewrite paths', () => {
    const match = { path: { type: 'PathPrefix', value: '/foo/' } };
    const prefix = (replacePrefixMatch: string) => ({ type: 'ReplacePrefixMatch', replacePrefixMatch });
    expect(rewriteTarget('/foo/bar?q', prefix('/x/'), match)).to.equal('/x/bar?q');
    expect(rewriteTarget('/foo', prefix('/'), match)).to.equal('/');
    expect(rewriteTarget('/foo/bar', { type: 'ReplaceFullPath', replaceFullPath: '/y' }, match)).to.equal('/y');
  });
});
