import type { Behaviour } from '../behaviour/types.ts';
import { computeIngresses } from '../kinds/ingress/state.ts';
import type { Ingress, IngressPath } from '../model/ingress.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { ServedPort } from '../model/served.ts';
import { buildSlice } from '../testing.ts';
import type { Probe } from './testing-probes-http.ts';

type DescribePlan = (port: ServedPort, probe: Probe, behaviour: Behaviour) => unknown;

const KEY = 'ns/reference-ingress';
const HOST = 'a.example.com';

const PROBES: readonly Probe[] = [
  ...['/', '/exact', '/exact/', '/Exact', '/prefix', '/prefix/', '/prefixed', '/specific', '/same', '/slash'].map(
    (path): Probe => [HOST, path],
  ),
  ['b.wild.example.com', '/'],
  ['c.b.wild.example.com', '/'],
  ['unknown.example.com', '/open'],
  ['unknown.example.com', '/'],
  ['by-foreign.example.com', '/'],
  ['by-missing.example.com', '/'],
  ['by-second.example.com', '/'],
  ['ports.example.com', '/'],
  ['rewrite.example.com', '/x/new?a=b'],
  ['regex.example.com', '/item-4'],
  ['regex.example.com', '/an/item-4'],
  ['secure.example.com', '/'],
  ['unforced.example.com', '/'],
  ['forced.example.com', '/'],
  ['moved.example.com', '/'],
  ['away.example.com', '/'],
  ['rooted.example.com', '/other'],
  ['canary.example.com', '/'],
  ['canary.example.com', '/', { 'x-c': 'always' }],
  ['canary.example.com', '/', { 'x-c': 'never' }],
  ['valued.example.com', '/', { 'x-c': 'other' }],
  ['pattern.example.com', '/', { 'x-c': 'abc' }],
  ['baked.example.com', '/', { cookie: 'a=b; c=always' }],
  ['baked.example.com', '/', { cookie: 'c=other' }],
  ['baked.example.com', '/', { cookie: 'c=always', 'x-c': 'never' }],
  ['cors.example.com', '/', { origin: 'https://app.example.com' }],
  ['cors.example.com', '/', { origin: 'https://www.example.org' }],
  ['allowed.example.com', '/'],
  ['denied.example.com', '/'],
  ['small.example.com', '/', { 'content-length': '1025' }, 'POST'],
  ['small.example.com', '/', { 'content-length': '1010' }, 'POST'],
  ['slow.example.com', '/'],
  ['backend.example.com', '/'],
  ['vhost.example.com', '/'],
  ['sticky.example.com', '/'],
  ['sticky.example.com', '/', { cookie: `xc=${Buffer.from('10.0.1.2:3000').toString('base64url')}` }],
  ['sticky.example.com', '/', { cookie: `c=${Buffer.from('10.0.1.2:3000').toString('base64url')}` }],
];

/** Text of what a controller makes of Ingresses that touch all its decisions, and of some of them after a change. */
export function describeIngress(
  behaviour: Behaviour,
  secrets: readonly StoredObject[],
  describePlan: DescribePlan,
): unknown {
  return [listIngresses(), listChanged()].map((ingresses) => {
    const { frontends, statuses } = computeIngresses(
      buildModel([...listPlaces(), ...secrets, ...ingresses]),
      KEY,
      behaviour,
    );
    return {
      statuses: statuses.map(({ object, desired }) => [object.metadata.name, desired]),
      plans: frontends.flatMap(({ ports }) =>
        ports.map((port) => [
          port.port,
          port.listeners.map(({ hostname, certificates }) => [hostname, certificates]),
          PROBES.map((probe) => describePlan(port, probe, behaviour)),
        ]),
      ),
    };
  });
}

function ingress(name: string, spec: NonNullable<Ingress['spec']>, annotations: Record<string, string> = {}): Ingress {
  const written = Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'ns', uid: name, annotations: Object.fromEntries(written) },
    spec: { ingressClassName: 'gwconf-reference', ...spec },
  };
}

function path(
  value: string,
  pathType: string,
  service = 'v1',
  port: { name: string } | { number: number } = { number: 80 },
): IngressPath {
  return { path: value, pathType, backend: { service: { name: service, port } } };
}

/** One that leads all of its own host to a Service. */
function annotated(
  name: string,
  annotations: Record<string, string>,
  service = 'v1',
  more: Ingress['spec'] = {},
): Ingress {
  const rules = [
    { host: `${name.replace(/-canary$/, '')}.example.com`, http: { paths: [path('/', 'Prefix', service)] } },
  ];
  return ingress(name, { rules, ...more }, annotations);
}

function listIngresses(): readonly StoredObject[] {
  const expression = (host: string, value: string) => [
    { host: `${host}.example.com`, http: { paths: [path(value, 'ImplementationSpecific')] } },
  ];
  const by = { canary: 'true', 'canary-by-header': 'X-C' };
  return [
    ingress('paths', {
      rules: [
        {
          host: HOST,
          http: {
            paths: [
              path('/', 'Prefix', 'v2'),
              path('/exact', 'Exact'),
              path('/prefix', 'Prefix'),
              path('/slash/', 'Prefix'),
              path('/specific', 'ImplementationSpecific'),
              path('/same', 'Prefix', 'v2'),
              path('/same', 'Exact'),
            ],
          },
        },
        { host: '*.wild.example.com', http: { paths: [path('/', 'Prefix')] } },
        { http: { paths: [path('/open', 'Prefix')] } },
      ],
      defaultBackend: { service: { name: 'v2', port: { number: 80 } } },
    }),
    ingress('ports', {
      rules: [{ host: 'ports.example.com', http: { paths: [path('/', 'Prefix', 'v1', { name: 'alt' })] } }],
    }),
    annotated('by-foreign', {}, 'v1', { ingressClassName: 'foreign' }),
    annotated('by-missing', {}, 'v1', { ingressClassName: 'missing' }),
    annotated('by-second', {}, 'v1', { ingressClassName: 'second' }),
    ingress('rewrite', { rules: expression('rewrite', '/x(/|$)(.*)') }, { 'rewrite-target': '/$2' }),
    ingress('regex', { rules: expression('regex', '/item-[0-9]+') }, { 'use-regex': 'true' }),
    annotated('secure', {}, 'v1', {
      tls: [
        { hosts: ['secure.example.com'], secretName: 'cert-a' },
        { hosts: ['unforced.example.com'], secretName: 'cert-b' },
      ],
    }),
    annotated('unforced', { 'ssl-redirect': 'false' }, 'v1', {
      tls: [{ hosts: ['unforced.example.com'], secretName: 'cert-b' }],
    }),
    annotated('forced', { 'force-ssl-redirect': 'true' }),
    annotated('moved', { 'permanent-redirect': 'https://b.example.com', 'permanent-redirect-code': '307' }),
    annotated('away', { 'temporal-redirect': 'https://b.example.com' }),
    annotated('rooted', { 'app-root': '/application' }),
    annotated('canary', {}),
    annotated('canary-canary', { ...by, 'canary-weight': '3', 'canary-weight-total': '10' }, 'v2'),
    annotated('valued', {}),
    annotated('valued-canary', { ...by, 'canary-by-header-value': 'v' }, 'v2'),
    annotated('pattern', {}),
    annotated('pattern-canary', { ...by, 'canary-by-header-pattern': '^a.c$' }, 'v2'),
    annotated('baked', {}),
    annotated('baked-canary', { ...by, 'canary-by-cookie': 'c' }, 'v2'),
    annotated('cors', { 'enable-cors': 'true', 'cors-allow-origin': 'https://app.example.com' }),
    annotated('allowed', { 'whitelist-source-range': '192.0.2.0/24' }),
    annotated('denied', { 'denylist-source-range': '0.0.0.0/0' }),
    annotated('small', { 'proxy-body-size': '1k' }),
    annotated('slow', { 'proxy-read-timeout': '1' }),
    annotated('backend', { 'backend-protocol': 'HTTPS' }),
    annotated('vhost', { 'upstream-vhost': 'inside.example.com' }),
    annotated('sticky', { affinity: 'cookie', 'session-cookie-name': 'c' }),
  ];
}

/** The default backend and a class as they are later. */
function listChanged(): readonly StoredObject[] {
  return [
    ingress('paths', { defaultBackend: { service: { name: 'v1', port: { number: 80 } } } }),
    annotated('by-second', {}, 'v1', { ingressClassName: 'foreign' }),
  ];
}

function listPlaces(): readonly StoredObject[] {
  const service = (name: string, status: object = {}) =>
    ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'ns', uid: name },
      spec: {
        ports: [
          { name: 'web', port: 80, targetPort: 3000 },
          { name: 'alt', port: 8080, targetPort: 3000 },
        ],
      },
      status,
    }) as StoredObject;
  const classOf = (name: string, controller: string) =>
    ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name },
      spec: { controller },
    }) as StoredObject;
  return [
    classOf('gwconf-reference', 'gwconf.dev/reference-ingress'),
    classOf('second', 'gwconf.dev/reference-ingress'),
    classOf('foreign', 'example.com/other'),
    service('reference-ingress', { loadBalancer: { ingress: [{ ip: '127.9.9.9' }] } }),
    ...['v1', 'v2'].flatMap((name, index) => [
      service(name),
      buildSlice(`${name}-1`, name, [`10.0.${index + 1}.1`, `10.0.${index + 1}.2`], 3000),
    ]),
  ];
}
