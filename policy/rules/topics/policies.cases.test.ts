import type { JsonObject } from '../../../apimachinery/types.ts';
import { gateway, listener, object, route, service, type TopicCases, toBackend } from '../testing.ts';

const tls = (target: JsonObject = {}, name = 'p', validation: JsonObject = {}) =>
  object('BackendTLSPolicy', name, 'shop', {
    spec: { targetRefs: [{ group: '', kind: 'Service', name: 'a', ...target }], validation },
  });
const acme = (target: JsonObject, name = 'p', kind = 'RatePolicy') => ({
  ...object(kind, name, 'infra', { spec: { targetRef: target } }),
  apiVersion: 'acme.example/v1',
});
const crd = (label: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'x', labels: { 'gateway.networking.k8s.io/policy': label } },
  spec: { group: 'acme.example', names: { kind: 'Rate' } },
});
const ofRoute = (kind = 'RatePolicy') => ({
  ...object(kind, 'down', 'shop', {
    spec: { targetRef: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'r' } },
  }),
  apiVersion: 'acme.example/v1',
});
const above = (spec: JsonObject) => ({
  ...object('RatePolicy', 'up', 'infra', { spec: { targetRef: edge, ...spec } }),
  apiVersion: 'acme.example/v1',
});
const edge = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' };
const at = (place: string, name = 'p') => [`BackendTLSPolicy shop/${name} spec.${place}`];
const ports = service('a', [{ port: 80, name: 'web' }]);
const old = { creationTimestamp: '2026-01-01T00:00:00Z' };
const aged = (one: JsonObject, meta: JsonObject) => ({ ...one, metadata: { ...(one.metadata as object), ...meta } });

export const policyCases: TopicCases = {
  'policy-target-missing': {
    fires: [
      { name: 'none in a closed world', objects: [tls()], closed: true, at: at('targetRefs[0].name') },
      {
        name: 'a policy of an implementation',
        objects: [gateway(), acme({ ...edge, name: 'egde' })],
        level: 'warning',
        at: ['RatePolicy infra/p spec.targetRef.name'],
      },
    ],
    misses: [
      { name: 'one that is elsewhere', objects: [tls()] },
      { name: 'one that is there', objects: [tls(), service('a')], closed: true },
      {
        name: 'what only looks like a policy',
        objects: [{ ...acme({ ...edge, name: 'x' }), apiVersion: 'networking.k8s.io/v1' }, gateway()],
      },
    ],
  },
  'policy-section-missing': {
    fires: [
      {
        name: 'another name',
        objects: [tls({ sectionName: 'wbe' }), ports],
        at: at('targetRefs[0].sectionName'),
        says: 'did you mean web',
      },
      {
        name: 'a number',
        objects: [tls({ sectionName: '80' }), service('a')],
        says: 'none of its sections has a name',
      },
      {
        name: 'a listener',
        objects: [gateway([listener('http')]), acme({ ...edge, sectionName: 'x' })],
        level: 'warning',
      },
    ],
    misses: [
      { name: 'the name of a port', objects: [tls({ sectionName: 'web' }), ports] },
      { name: 'a target that is elsewhere', objects: [tls({ sectionName: 'web' })] },
      {
        name: 'a rule of a route',
        objects: [
          route({ rules: [{ name: 'x' }] }),
          acme({ ...edge, kind: 'HTTPRoute', name: 'r', namespace: 'shop', sectionName: 'x' }),
        ],
      },
    ],
  },
  'policy-target-kind': {
    fires: [{ name: 'a Gateway', objects: [tls(edge)], at: at('targetRefs[0]') }],
    misses: [{ name: 'a Service', objects: [tls()] }],
  },
  'policy-conflict': {
    fires: [
      {
        name: 'two',
        objects: [tls({}, 'b'), tls({}, 'a')],
        at: at('targetRefs[0]', 'b'),
        says: 'BackendTLSPolicy shop/a targets',
      },
      {
        name: 'the younger one',
        objects: [aged(tls({}, 'b'), old), aged(tls({}, 'a'), { creationTimestamp: '2026-02-01T00:00:00Z' })],
        at: at('targetRefs[0]', 'a'),
      },
      {
        name: 'two of a kind that its CRD calls direct',
        objects: [crd('Direct'), acme(edge, 'a', 'Rate'), acme(edge, 'b', 'Rate')],
        at: ['Rate infra/b spec.targetRef'],
      },
    ],
    misses: [
      { name: 'two sections', objects: [tls({ sectionName: 'a' }, 'a'), tls({ sectionName: 'b' }, 'b')] },
      { name: 'two that may be merged', objects: [acme(edge, 'a'), acme(edge, 'b')] },
      { name: 'two that are inherited', objects: [crd('Inherited'), acme(edge, 'a', 'Rate'), acme(edge, 'b', 'Rate')] },
      { name: 'one that stands twice', objects: [tls(), tls()] },
    ],
  },
  'policy-inherited': {
    fires: [
      {
        name: 'a policy of a Gateway, for a route of its own policy',
        objects: [gateway(), route(), acme(edge, 'up'), ofRoute()],
        at: ['RatePolicy shop/down spec.targetRef'],
        says: 'RatePolicy infra/up, for Gateway infra/edge, reaches HTTPRoute shop/r, too; where both say something, this one',
      },
      {
        name: 'overrides',
        objects: [gateway(), route(), above({ overrides: { rate: 1 } }), ofRoute()],
        says: 'its overrides win over this one',
      },
      {
        name: 'overrides and defaults',
        objects: [gateway(), route(), above({ overrides: { rate: 1 }, defaults: { burst: 1 } }), ofRoute()],
        says: 'its defaults give way',
      },
      {
        name: 'a policy of the class of the Gateway',
        objects: [gateway(), acme({ ...edge, kind: 'GatewayClass', name: 'acme' }, 'up'), acme(edge, 'down')],
        says: 'for GatewayClass',
      },
      {
        name: 'a policy of the namespace',
        objects: [route(), acme({ group: '', kind: 'Namespace', name: 'shop' }, 'up'), ofRoute()],
        says: 'for Namespace',
      },
    ],
    misses: [
      { name: 'a policy of another kind', objects: [gateway(), route(), acme(edge, 'up', 'SizePolicy'), ofRoute()] },
      {
        name: 'a route that does not attach',
        objects: [
          gateway([listener('http', { hostname: 'b.example' })]),
          route({ hostnames: ['a.example'] }),
          acme(edge, 'up'),
          ofRoute(),
        ],
      },
      {
        name: 'a kind that its CRD calls direct',
        objects: [crd('Direct'), gateway(), route(), acme(edge, 'up', 'Rate'), ofRoute('Rate')],
      },
    ],
  },
  'policy-several-targets': {
    fires: [
      {
        name: 'two',
        objects: [
          object('BackendTLSPolicy', 'p', 'shop', {
            spec: {
              targetRefs: [
                { group: '', kind: 'Service', name: 'a' },
                { group: '', kind: 'Service', name: 'b' },
              ],
            },
          }),
        ],
        at: at('targetRefs[1]'),
      },
    ],
    misses: [{ name: 'one', objects: [tls()] }],
  },
  'policy-tls-hostname': {
    fires: [
      {
        name: 'a name of the cluster',
        objects: [tls({}, 'p', { hostname: 'a.shop.svc.cluster.local', wellKnownCACertificates: 'System' })],
        at: at('validation.hostname'),
      },
      {
        name: 'a name without a domain',
        objects: [tls({}, 'p', { hostname: 'a', wellKnownCACertificates: 'System' })],
      },
    ],
    misses: [
      {
        name: 'a public name',
        objects: [tls({}, 'p', { hostname: 'a.example.com', wellKnownCACertificates: 'System' })],
      },
      { name: 'a CA of its own', objects: [tls({}, 'p', { hostname: 'a.svc', caCertificateRefs: [] })] },
    ],
  },
  'policy-tls-unused': {
    fires: [
      {
        name: 'routes to another Service',
        objects: [tls(), route(toBackend({ name: 'b', port: 80 }))],
        at: at('targetRefs[0]'),
      },
    ],
    misses: [
      { name: 'a route to it', objects: [tls(), route(toBackend({ name: 'a', port: 80 }))] },
      { name: 'no route at all', objects: [tls()] },
    ],
  },
};
