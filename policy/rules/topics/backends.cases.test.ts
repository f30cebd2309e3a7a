import { route, service, type TopicCases, toBackend } from '../testing.ts';

const a = service('a');
const to = (more: object) => route(toBackend({ name: 'a', port: 80, ...more }));
const ruled = (rule: object, kind?: string) => route({ rules: [rule] }, 'r', 'shop', kind);
const ref = (name: string) => [`HTTPRoute shop/r spec.rules[0].backendRefs[0].${name}`];
const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'b', port: 80 } } };
const two = (first: object, second: object) =>
  ruled({
    backendRefs: [
      { name: 'a', port: 80, ...first },
      { name: 'a', port: 80, ...second },
    ],
  });

export const backendCases: TopicCases = {
  'backend-missing': {
    fires: [
      { name: 'no Service in a closed world', objects: [to({})], closed: true, at: ref('name') },
      {
        name: 'another name than the Services have',
        objects: [service('cart'), to({ name: 'catr' })],
        level: 'warning',
        says: 'did you mean cart',
      },
      {
        name: 'a mirror',
        objects: [a, ruled({ filters: [mirror], backendRefs: [{ name: 'a', port: 80 }] })],
        level: 'warning',
        at: ['HTTPRoute shop/r spec.rules[0].filters[0].requestMirror.backendRef.name'],
      },
    ],
    misses: [
      { name: 'a Service that may be anywhere', objects: [to({})] },
      { name: 'one that is there', objects: [a, to({})], closed: true },
      { name: 'a kind of an implementation', objects: [to({ group: 'acme.example', kind: 'Bucket' })], closed: true },
    ],
  },
  'backend-port': {
    fires: [
      { name: 'a port that is not there', objects: [a, to({ port: 81 })], at: ref('port'), says: 'it has 80' },
      {
        name: 'the target port',
        objects: [service('a', [{ port: 80, targetPort: 8080 }]), to({ port: 8080 })],
        says: 'target port of its port 80',
      },
    ],
    misses: [
      { name: 'one that is', objects: [a, to({})] },
      { name: 'a Service without ports', objects: [service('a', []), to({ port: 81 })] },
      { name: 'one of two Services of that name', objects: [a, service('a', [{ port: 81 }]), to({ port: 81 })] },
    ],
  },
  'backend-protocol': {
    fires: [
      { name: 'a port of UDP', objects: [service('a', [{ port: 80, protocol: 'UDP' }]), to({})], at: ref('port') },
    ],
    misses: [
      {
        name: 'a port of both',
        objects: [
          service('a', [
            { port: 80, protocol: 'UDP' },
            { port: 80, protocol: 'TCP' },
          ]),
          to({}),
        ],
      },
      {
        name: 'a UDPRoute',
        objects: [
          service('a', [{ port: 80, protocol: 'UDP' }]),
          ruled({ backendRefs: [{ name: 'a', port: 80 }] }, 'UDPRoute'),
        ],
      },
    ],
  },
  'backend-app-protocol': {
    fires: [
      {
        name: 'WebSocket for gRPC',
        objects: [
          service('a', [{ port: 80, appProtocol: 'kubernetes.io/ws' }]),
          ruled({ backendRefs: [{ name: 'a', port: 80 }] }, 'GRPCRoute'),
        ],
      },
    ],
    misses: [
      {
        name: 'h2c for gRPC',
        objects: [
          service('a', [{ port: 80, appProtocol: 'kubernetes.io/h2c' }]),
          ruled({ backendRefs: [{ name: 'a', port: 80 }] }, 'GRPCRoute'),
        ],
      },
      { name: 'WebSocket for HTTP', objects: [service('a', [{ port: 80, appProtocol: 'kubernetes.io/ws' }]), to({})] },
    ],
  },
  'backend-external-name': {
    fires: [{ name: 'one', objects: [service('a', [], 'shop', { type: 'ExternalName' }), to({})], at: ref('name') }],
    misses: [{ name: 'a NodePort', objects: [service('a', [{ port: 80 }], 'shop', { type: 'NodePort' }), to({})] }],
  },
  'backend-kind': {
    fires: [{ name: 'a kind of an implementation', objects: [to({ group: 'acme.example', kind: 'Bucket' })] }],
    misses: [
      { name: 'a Service', objects: [to({ group: '', kind: 'Service' })] },
      { name: 'a ServiceImport', objects: [to({ group: 'multicluster.x-k8s.io', kind: 'ServiceImport' })] },
    ],
  },
  'backend-weightless': {
    fires: [
      {
        name: 'two of weight 0',
        objects: [two({ weight: 0 }, { weight: 0 })],
        at: ['HTTPRoute shop/r spec.rules[0].backendRefs'],
      },
    ],
    misses: [{ name: 'one of two', objects: [two({ weight: 0 }, {})] }],
  },
  'backend-none': {
    fires: [
      { name: 'a rule with nothing', objects: [ruled({})], at: ['HTTPRoute shop/r spec.rules[0]'] },
      { name: 'a rewrite alone', objects: [ruled({ filters: [{ type: 'URLRewrite', urlRewrite: {} }] })] },
    ],
    misses: [
      { name: 'a redirect', objects: [ruled({ filters: [{ type: 'RequestRedirect', requestRedirect: {} }] })] },
      {
        name: 'a filter of an implementation',
        objects: [ruled({ filters: [{ type: 'ExtensionRef', extensionRef: {} }] })],
      },
      { name: 'a backend', objects: [to({})] },
    ],
  },
  'backend-repeated': {
    fires: [
      {
        name: 'the same twice',
        objects: [two({}, { weight: 2 })],
        at: ['HTTPRoute shop/r spec.rules[0].backendRefs[1]'],
      },
    ],
    misses: [
      { name: 'two ports', objects: [two({}, { port: 81 })] },
      { name: 'the same with another filter', objects: [two({}, { filters: [mirror] })] },
    ],
  },
};
