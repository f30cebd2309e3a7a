import { expect } from 'chai';
import fc from 'fast-check';
import type { Manifest } from '../../apimachinery/manifests/index.ts';
import type { JsonObject } from '../../apimachinery/types.ts';
import { checkMigration } from './index.ts';

interface PathDraft {
  text: string;
  type: 'Prefix' | 'Exact';
}

interface HostDraft {
  host?: string;
  tls: boolean;
  paths: readonly PathDraft[];
}

const texts = ['/', '/a', '/a/b', '/a/b/c', '/ab', '/b/', '/A', '/c.html', '/d/e/'];
const hosts = [undefined, 'a.example', '*.example', 'b.a.example', '*.a.example', 'c.example'];

const hostDrafts = fc.uniqueArray(
  fc.record({
    host: fc.constantFrom(...hosts),
    paths: fc.uniqueArray(
      fc.record({ text: fc.constantFrom(...texts), type: fc.constantFrom('Prefix' as const, 'Exact' as const) }),
      { minLength: 1, maxLength: 4, selector: ({ text }) => text.replace(/\/$/, '') },
    ),
  }),
  { minLength: 1, maxLength: 3, selector: ({ host }) => host ?? '' },
);

/** With TLS for all or for none: a wildcard's is for hosts below it, whatever these say. */
const drafts = fc.tuple(hostDrafts, fc.boolean()).map(([all, tls]) => all.map((each): HostDraft => ({ ...each, tls })));

/** Each path has a Service of its own, so that every mistake shows. */
const serviceOf = (host: number, path: number) => `s${host}-${path}`;

function toIngress(all: readonly HostDraft[]): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'x', namespace: 'n' },
    spec: {
      tls: all.flatMap(({ host, tls }) => (tls && host !== undefined ? [{ hosts: [host], secretName: 's' }] : [])),
      rules: all.map(({ host, paths }, index) => ({
        ...(host === undefined ? {} : { host }),
        http: {
          paths: paths.map(({ text, type }, at) => ({
            path: text,
            pathType: type,
            backend: { service: { name: serviceOf(index, at), port: { number: 80 } } },
          })),
        },
      })),
    },
  };
}

interface RouteRule {
  matches: { path: { type: string; value: string } }[];
  backendRefs: { name: string; port: number }[];
}

/** What a translator does that knows the two APIs and nothing of this project. */
function translate(all: readonly HostDraft[]): {
  gateway: JsonObject;
  routes: { hostnames: string[]; rules: RouteRule[] }[];
} {
  const listeners = all.flatMap(({ host, tls }, index) => {
    const hostname = host === undefined ? {} : { hostname: host };
    const plain = { name: `http-${index}`, port: 80, protocol: 'HTTP', ...hostname };
    const secure = { name: `https-${index}`, port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 's' }] } };
    return tls && host !== undefined ? [plain, { ...secure, ...hostname }] : [plain];
  });
  const routes = all.map(({ host, paths }, index) => ({
    hostnames: host === undefined ? [] : [host],
    rules: paths.map(({ text, type }, at) => ({
      matches: [{ path: { type: type === 'Exact' ? 'Exact' : 'PathPrefix', value: text } }],
      backendRefs: [{ name: serviceOf(index, at), port: 80 }],
    })),
  }));
  return { gateway: { spec: { gatewayClassName: 'g', listeners } }, routes };
}

function toObjects({ gateway, routes }: ReturnType<typeof translate>): JsonObject[] {
  const apiVersion = 'gateway.networking.k8s.io/v1';
  return [
    { apiVersion, kind: 'Gateway', metadata: { name: 'g', namespace: 'n' }, ...gateway },
    ...routes.map((spec, index) => ({
      apiVersion,
      kind: 'HTTPRoute',
      metadata: { name: `r${index}`, namespace: 'n' },
      // Without sectionName a wildcard's route would attach to listeners of hosts below it, too.
      spec: { parentRefs: ['http', 'https'].map((name) => ({ name: 'g', sectionName: `${name}-${index}` })), ...spec },
    })),
  ];
}

const place = { line: 1, column: 1 };
const toManifest = (value: JsonObject): Manifest => ({
  value,
  source: 'a.yaml',
  document: 1,
  start: place,
  repeated: [],
  locate: () => place,
});

function check(all: readonly HostDraft[], translation: ReturnType<typeof translate>, seed: number) {
  const options = { controller: 'plain', regularExpressions: 'whole', seed, requests: 5000 } as const;
  const { findings } = checkMigration([toManifest(toIngress(all))], toObjects(translation).map(toManifest), options);
  return findings.filter(({ level }) => level !== 'info').map(({ rule, example }) => `${rule} ${example?.request}`);
}

/** Mistakes, each of which changes what some request gets: every path has a Service of its own, and no path is there twice. */
const mistakes: Readonly<
  Record<string, (route: { hostnames: string[]; rules: RouteRule[] }, rule: RouteRule) => void>
> = {
  'another Service': (_route, rule) => {
    for (const ref of rule.backendRefs) ref.name = 'other';
  },
  'another port': (_route, rule) => {
    for (const ref of rule.backendRefs) ref.port = 81;
  },
  'another type of path': (_route, rule) => {
    for (const { path } of rule.matches) path.type = path.type === 'Exact' ? 'PathPrefix' : 'Exact';
  },
  'a longer path': (_route, rule) => {
    for (const { path } of rule.matches) path.value = `${path.value.replace(/\/$/, '')}/more`;
  },
  'another case': (_route, rule) => {
    for (const { path } of rule.matches) path.value = path.value === '/' ? '/x' : path.value.replace(/[a-z]/i, 'Q');
  },
  'a rule that is gone': (route, rule) => {
    route.rules.splice(route.rules.indexOf(rule), 1, { matches: [], backendRefs: [{ name: 'other', port: 80 }] });
  },
  'another host': (route) => {
    route.hostnames.splice(0, route.hostnames.length, 'none.invalid');
  },
};

describe('generated Ingresses', function () {
  this.timeout(120_000);

  it('differ in nothing from their translation', () => {
    fc.assert(
      fc.property(drafts, fc.nat(1000), (all, seed) => {
        expect(check(all, translate(all), seed)).to.deep.equal([]);
      }),
      { numRuns: 25 },
    );
  });

  it('differ from a translation with a mistake in it', () => {
    fc.assert(
      fc.property(
        drafts,
        fc.constantFrom(...Object.keys(mistakes)),
        fc.nat(),
        fc.nat(),
        (all, mistake, first, second) => {
          const translation = translate(all);
          const route = translation.routes[first % translation.routes.length];
          const rule = route?.rules[second % route.rules.length];
          if (!route || !rule) throw new Error('a translation has a rule');
          mistakes[mistake]?.(route, rule);
          expect(check(all, translation, 1)).not.to.deep.equal([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
