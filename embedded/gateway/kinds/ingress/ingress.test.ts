import { expect } from 'chai';
import { conformant } from '../../conformant.ts';
import { readOptions } from './annotations.ts';
import { findGroups, matchesHost, matchesPath, toPathMatch } from './matching.ts';

const { ingress } = conformant;
const options = (annotations: Record<string, string> = {}) =>
  readOptions(
    Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]),
    ),
  );
const request = { scheme: 'http', host: 'a.example.com', target: '/p?q=1', headers: [], client: '127.0.0.1' } as const;

describe('paths and hosts of an Ingress', () => {
  it('match by element, exactly, or by the beginning of an expression', () => {
    const matches = (type: 'Exact' | 'Prefix' | 'Regular', value: string, paths: readonly string[]) =>
      paths.map((path) => matchesPath({ type, value }, path));
    expect(matches('Prefix', '/a/', ['/a', '/a/', '/a/b', '/ab', '/A'])).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(matches('Exact', '/a', ['/a', '/a/', '/a/b'])).to.deep.equal([true, false, false]);
    expect(matches('Regular', '/a[0-9]', ['/a1/b', '/A1', '/b/a1'])).to.deep.equal([true, true, false]);
    expect(findGroups('/x(/|$)(.*)', '/x/new')).to.deep.equal(['/x/new', '/', 'new']);
    expect(findGroups('/x(', '/x')).to.equal(undefined);
  });

  it('take a wildcard for one label', () => {
    const hosts = ['b.example.com', 'c.b.example.com', 'example.com'];
    expect(hosts.map((host) => matchesHost('*.example.com', host))).to.deep.equal([true, false, false]);
    expect(matchesHost(undefined, 'any')).to.equal(true);
  });

  it('are expressions where an annotation says so', () => {
    expect(toPathMatch('Prefix', '/a', options())?.type).to.equal('Prefix');
    expect(toPathMatch('Prefix', '/a', options({ 'rewrite-target': '/' }))?.type).to.equal('Regular');
    expect(toPathMatch('Exact', '/a', options({ 'use-regex': 'true' }))?.type).to.equal('Exact');
  });
});

describe('annotations of an Ingress', () => {
  it('rewrite with what groups matched, and keep the query', () => {
    const match = { type: 'Regular', value: '/x(/|$)(.*)' } as const;
    const rewrite = (target: string) => ingress.rewrite(options({ 'rewrite-target': '/$2' }), match, target);
    expect(['/x/new?a=b', '/x', '/x/'].map(rewrite)).to.deep.equal(['/new?a=b', '/', '/']);
  });

  it('redirect', () => {
    const redirect = (annotations: Record<string, string>, hasTls = false, target = '/p?q=1') => {
      const found = ingress.redirect(options(annotations), { ...request, target }, hasTls);
      return found && `${found.status} ${found.location}`;
    };
    expect(redirect({})).to.equal(undefined);
    expect(redirect({}, true)).to.equal('308 https://a.example.com/p?q=1');
    expect(redirect({ 'ssl-redirect': 'false' }, true)).to.equal(undefined);
    expect(redirect({ 'force-ssl-redirect': 'true' })).to.equal('308 https://a.example.com/p?q=1');
    expect(redirect({ 'permanent-redirect': 'https://b' })).to.equal('301 https://b');
    expect(redirect({ 'permanent-redirect': 'https://b', 'permanent-redirect-code': '200' })).to.equal('301 https://b');
    expect(redirect({ 'permanent-redirect': 'https://b', 'permanent-redirect-code': '307' })).to.equal('307 https://b');
    expect(redirect({ 'temporal-redirect': 'https://b' })).to.equal('302 https://b');
    expect(redirect({ 'app-root': '/app' })).to.equal(undefined);
    expect(redirect({ 'app-root': '/app' }, false, '/')).to.equal('302 http://a.example.com/app');
  });

  it('choose the canary by header, then by cookie', () => {
    const choose = (annotations: Record<string, string>, headers: readonly (readonly [string, string])[]) => {
      const { canary } = options({ canary: 'true', ...annotations });
      return canary && ingress.isCanary(canary, { ...request, headers });
    };
    const by = { 'canary-by-header': 'X-C' };
    expect(choose(by, [['x-c', 'always']])).to.equal(true);
    expect(choose(by, [['x-c', 'never']])).to.equal(false);
    expect(choose(by, [['x-c', 'other']])).to.equal(undefined);
    expect(choose({ ...by, 'canary-by-header-value': 'v' }, [['X-C', 'v']])).to.equal(true);
    expect(choose({ ...by, 'canary-by-header-value': 'v' }, [['X-C', 'always']])).to.equal(undefined);
    expect(choose({ ...by, 'canary-by-header-pattern': '^a+$' }, [['X-C', 'aa']])).to.equal(true);
    expect(choose({ 'canary-by-cookie': 'c' }, [['Cookie', 'x=1; c=always']])).to.equal(true);
  });

  it('admit by address, and limit bodies', () => {
    const admits = (annotations: Record<string, string>, client = '127.0.0.1') =>
      ingress.isAdmitted(options(annotations), client);
    expect(admits({})).to.equal(true);
    expect(admits({ 'whitelist-source-range': '10.0.0.0/8' })).to.equal(false);
    expect(admits({ 'whitelist-source-range': '10.0.0.0/8,127.0.0.1' })).to.equal(true);
    expect(admits({ 'denylist-source-range': '0.0.0.0/0' }, '::ffff:127.0.0.1')).to.equal(false);
    expect(admits({ 'denylist-source-range': '::/0' })).to.equal(true);
    expect(options({ 'proxy-body-size': '8k' }).bodyLimit).to.equal(8192);
    expect(ingress.takesBody(options({ 'proxy-body-size': '0' }), 1e9)).to.equal(true);
    expect(ingress.takesBody(options({ 'proxy-body-size': '1k' }), 1025)).to.equal(false);
  });
});
