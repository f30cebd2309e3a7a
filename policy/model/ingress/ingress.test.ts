import { expect } from 'chai';
import { get } from '../testing.ts';
import { answerIngress, createIngressModel, type IngressOutcome } from './index.ts';
import type { Controller } from './model.ts';

const NGINX = 'nginx.ingress.kubernetes.io/';

interface Draft {
  name?: string;
  host?: string;
  paths?: readonly (readonly [path: string, type: string, service: string])[];
  annotations?: Readonly<Record<string, string>>;
  tls?: readonly object[];
  defaultBackend?: string;
  createdAt?: string;
}

function ingress({ name = 'a', host, paths = [], annotations = {}, tls, defaultBackend, createdAt }: Draft): object {
  const backend = (service: string) => ({ service: { name: service, port: { number: 80 } } });
  const rule = {
    ...(host === undefined ? {} : { host }),
    http: { paths: paths.map(([path, pathType, service]) => ({ path, pathType, backend: backend(service) })) },
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace: 'shop',
      ...(createdAt === undefined ? {} : { creationTimestamp: createdAt }),
      annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`${NGINX}${key}`, value])),
    },
    spec: {
      ...(tls ? { tls } : {}),
      ...(defaultBackend === undefined ? {} : { defaultBackend: backend(defaultBackend) }),
      ...(paths.length > 0 ? { rules: [rule] } : {}),
    },
  };
}

function say(outcome: IngressOutcome): string {
  switch (outcome.kind) {
    case 'forward': {
      const { backends, receives } = outcome;
      const names = backends.map(
        ({ backend, share }) => `${backend.replace(/^shop\/|:80$/g, '')}${share < 1 ? ` ${share}` : ''}`,
      );
      return `${names.join(' ')} ${receives.host}${receives.path}`;
    }
    case 'redirect':
      return `${outcome.status} ${outcome.location}`;
    case 'respond':
      return String(outcome.status);
    default:
      return outcome.kind;
  }
}

function ask(
  drafts: readonly Draft[],
  url: string,
  controller: Controller,
  headers: [string, string][] = [],
): string[] {
  const model = createIngressModel(drafts.map(ingress), { controller });
  return answerIngress(model, get(url, headers)).map(({ outcome }) => say(outcome));
}

const host = 'a.example';
const table = (drafts: readonly Draft[], controller: Controller, rows: readonly (readonly [string, ...string[]])[]) => {
  for (const [url, ...answers] of rows) expect(ask(drafts, url, controller), url).to.deep.equal(answers);
};

describe('an Ingress by the API alone', () => {
  it('takes prefixes by elements, the longest first, an exact path before a prefix', () => {
    const paths = [
      ['/', 'Prefix', 'root'],
      ['/a', 'Prefix', 'a'],
      ['/a/b/', 'Prefix', 'ab'],
      ['/a', 'Exact', 'exact'],
    ] as const;
    table([{ host, paths }], 'plain', [
      ['http://a.example/a', 'exact a.example/a'],
      ['http://a.example/a/', 'a a.example/a/'],
      ['http://a.example/ab', 'root a.example/ab'],
      ['http://a.example/a/b', 'ab a.example/a/b'],
      ['http://b.example/', '404'],
    ]);
  });

  it('lets a wildcard stand for one label, and leaves open what a controller may choose', () => {
    const drafts = [
      { name: 'w', host: '*.x.example', paths: [['/w', 'Prefix', 'wild']] as const },
      { name: 'e', host: 'a.x.example', paths: [['/e', 'Exact', 'exact']] as const },
      { name: 'd', defaultBackend: 'rest' },
    ];
    table(drafts, 'plain', [
      ['http://b.x.example/w', 'wild b.x.example/w'],
      ['http://c.b.x.example/w', 'rest c.b.x.example/w'],
      ['http://x.example/w', 'rest x.example/w'],
      ['http://a.x.example/w', 'rest a.x.example/w', 'wild a.x.example/w'],
    ]);
    const specific = [{ host, paths: [['/s', 'ImplementationSpecific', 's']] as const }];
    table(specific, 'plain', [
      ['http://a.example/s/x', 's a.example/s/x', '404'],
      ['http://a.example/sx', '404', 's a.example/sx'],
    ]);
  });

  it('knows nothing of annotations', () => {
    const paths = [['/a', 'Prefix', 'a']] as const;
    table([{ host, paths, annotations: { 'rewrite-target': '/b', 'force-ssl-redirect': 'true' } }], 'plain', [
      ['http://a.example/a', 'a a.example/a'],
    ]);
  });
});

describe('an Ingress of ingress-nginx', () => {
  it('takes a path that is implementation specific as the start of a text, and adds a slash by 301', () => {
    const paths = [
      ['/s', 'ImplementationSpecific', 's'],
      ['/d/', 'Prefix', 'd'],
      ['/e/', 'Exact', 'e'],
    ] as const;
    table([{ host, paths }], 'nginx', [
      ['http://a.example/sx', 's a.example/sx'],
      ['http://a.example/d?q', '301 http://a.example/d/?q'],
      ['http://a.example/d/x', 'd a.example/d/x'],
      ['http://a.example/e', '301 http://a.example/e/'],
      ['http://a.example/e/x', '404'],
    ]);
  });

  it('takes every path of a host for an expression without case where one of them is', () => {
    const drafts = [
      {
        name: 'r',
        host,
        paths: [['/x/[0-9]+', 'ImplementationSpecific', 'x']] as const,
        annotations: { 'use-regex': 'true' },
      },
      { name: 's', host, paths: [['/head', 'Exact', 'h']] as const },
      { name: 't', host: 'b.example', paths: [['/head', 'Exact', 'h']] as const },
    ];
    table(drafts, 'nginx', [
      ['http://a.example/X/7y', 'x a.example/X/7y'],
      ['http://a.example/HEADers', 'h a.example/HEADers'],
      ['http://b.example/HEADers', '404'],
    ]);
  });

  it('rewrites by the groups of the path, and asks the longest expression first', () => {
    const rewrite = { 'rewrite-target': '/$2' };
    const drafts = [
      {
        host,
        paths: [
          ['/a(/|$)(.*)', 'ImplementationSpecific', 'a'],
          ['/a', 'Prefix', 'short'],
        ] as const,
        annotations: rewrite,
      },
    ];
    table(drafts, 'nginx', [
      ['http://a.example/a', 'a a.example/'],
      ['http://a.example/a/b/c?q=1', 'a a.example/b/c?q=1'],
      ['http://a.example/ax', 'short a.example/'],
    ]);
    const fixed = [{ host, paths: [['/p', 'Prefix', 'p']] as const, annotations: { 'rewrite-target': '/r?x=1' } }];
    table(fixed, 'nginx', [['http://a.example/p/q?y=2', 'p a.example/r?x=1&y=2']]);
    const away = [
      { host, paths: [['/p', 'Prefix', 'p']] as const, annotations: { 'rewrite-target': 'https://b.example/' } },
    ];
    table(away, 'nginx', [['http://a.example/p', '302 https://b.example/']]);
  });

  it('redirects to https where the host has TLS, without the slash at the end', () => {
    const paths = [['/', 'Prefix', 'a']] as const;
    const tls = [{ hosts: [host], secretName: 's' }];
    table([{ host, paths, tls }], 'nginx', [
      ['http://a.example/x/', '308 https://a.example/x'],
      ['https://a.example/x/', 'a a.example/x/'],
    ]);
    table([{ host, paths, tls, annotations: { 'ssl-redirect': 'false' } }], 'nginx', [
      ['http://a.example/x', 'a a.example/x'],
    ]);
    table(
      [{ host, paths, annotations: { 'force-ssl-redirect': 'true', 'preserve-trailing-slash': 'true' } }],
      'nginx',
      [['http://a.example/x/', '308 https://a.example/x/']],
    );
  });

  it('redirects as annotations say', () => {
    const paths = [['/', 'Prefix', 'a']] as const;
    const with_ = (annotations: Readonly<Record<string, string>>) => [{ host, paths, annotations }];
    table(with_({ 'permanent-redirect': 'https://b.example$request_uri', 'permanent-redirect-code': '307' }), 'nginx', [
      ['http://a.example/x?q', '307 https://b.example/x?q'],
    ]);
    table(with_({ 'temporal-redirect': 'https://b.example' }), 'nginx', [
      ['http://a.example/x?q', '302 https://b.example'],
    ]);
    table(with_({ 'app-root': '/app' }), 'nginx', [
      ['http://a.example/', '302 http://a.example/app'],
      ['http://a.example/x', 'a a.example/x'],
    ]);
    table(with_({ 'from-to-www-redirect': 'true', 'server-alias': 'c.example' }), 'nginx', [
      ['http://www.a.example/x', '308 http://a.example/x'],
      ['http://c.example/x', 'a c.example/x'],
    ]);
  });

  it('gives canaries their requests by header, then by cookie, then by weight', () => {
    const paths = [['/', 'Prefix', 'main']] as const;
    const canary = (annotations: Readonly<Record<string, string>>): Draft[] => [
      { name: 'main', host, paths },
      { name: 'next', host, paths: [['/', 'Prefix', 'next']], annotations: { canary: 'true', ...annotations } },
    ];
    const all = canary({ 'canary-by-header': 'X-Next', 'canary-by-cookie': 'next', 'canary-weight': '25' });
    expect(ask(all, 'http://a.example/', 'nginx')).to.deep.equal(['main 0.75 next 0.25 a.example/']);
    expect(ask(all, 'http://a.example/', 'nginx', [['x-next', 'always']])).to.deep.equal(['next a.example/']);
    expect(
      ask(all, 'http://a.example/', 'nginx', [
        ['x-next', 'never'],
        ['cookie', 'next=always'],
      ]),
    ).to.deep.equal(['main a.example/']);
    expect(
      ask(all, 'http://a.example/', 'nginx', [
        ['x-next', 'no'],
        ['cookie', 'a=b; next=always'],
      ]),
    ).to.deep.equal(['next a.example/']);
    const pattern = canary({ 'canary-by-header': 'region', 'canary-by-header-pattern': 'eu|us' });
    expect(ask(pattern, 'http://a.example/', 'nginx', [['region', 'xx-us']])).to.deep.equal(['next a.example/']);
    expect(ask(pattern, 'http://a.example/', 'nginx', [['region', 'always']])).to.deep.equal(['main a.example/']);
  });

  it('keeps the default backend of an Ingress with rules to its hosts', () => {
    const drafts = [{ host, paths: [['/x', 'Exact', 'x']] as const, defaultBackend: 'rest' }];
    table(drafts, 'nginx', [
      ['http://a.example/y', 'rest a.example/y'],
      ['http://b.example/y', '404'],
    ]);
  });

  it('counts the older of two Ingresses with the same path', () => {
    const drafts = [
      { name: 'a', host, paths: [['/', 'Prefix', 'new']] as const, createdAt: '2026-02-01T00:00:00Z' },
      { name: 'b', host, paths: [['/', 'Prefix', 'old']] as const, createdAt: '2026-01-01T00:00:00Z' },
    ];
    table(drafts, 'nginx', [['http://a.example/', 'old a.example/']]);
  });
});

describe('the choice of Ingresses', () => {
  const of = (className: string, name: string) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: { ingressClassName: className },
  });

  it('is left to the user where there are several classes', () => {
    expect(() => createIngressModel([of('a', 'x'), of('b', 'y')], {})).to.throw('of the classes a, b; --ingress-class');
    expect(createIngressModel([of('a', 'x'), of('b', 'y')], { className: 'b' }).ingresses).to.have.length(1);
  });

  it('takes the semantics from the controller of the class', () => {
    const ofController = (controller: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'a' },
      spec: { controller },
    });
    expect(createIngressModel([of('a', 'x')], {}).controller).to.equal('plain');
    expect(createIngressModel([of('nginx', 'x')], {}).controller).to.equal('nginx');
    expect(createIngressModel([of('a', 'x'), ofController('k8s.io/ingress-nginx')], {}).controller).to.equal('nginx');
  });

  it('names what cannot be read', () => {
    const wrong = { ...of('a', 'x'), spec: { rules: [{ http: { paths: [{ pathType: 'Regex', backend: {} }] } }] } };
    expect(() => createIngressModel([wrong], {})).to.throw(
      'spec.rules[0].http.paths[0].pathType is "Regex", expected one of Exact',
    );
    expect(() => createIngressModel([{ ...of('a', 'x'), apiVersion: 'extensions/v1beta1' }], {})).to.throw(
      'expected networking.k8s.io/v1',
    );
  });
});
