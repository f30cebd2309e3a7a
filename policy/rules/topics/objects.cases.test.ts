import { gateway, https, listener, route, type TopicCases } from '../testing.ts';

const beta = { ...route(), apiVersion: 'gateway.networking.k8s.io/v1beta1' };
const tls = (mode: string) => gateway([https('h', { protocol: 'TLS', tls: { mode } })]);
const rules = (kind: string) => route({ rules: [{}, {}] }, 'r', 'shop', kind);

export const objectCases: TopicCases = {
  'version-old': {
    fires: [{ name: 'v1beta1', objects: [beta], at: ['HTTPRoute shop/r apiVersion'] }],
    misses: [
      { name: 'v1', objects: [route()] },
      { name: 'v1beta1 of a grant, which is stored as that', objects: [{ ...beta, kind: 'ReferenceGrant' }] },
    ],
  },
  'status-written': {
    fires: [{ name: 'a status', objects: [{ ...route(), status: { parents: [] } }], at: ['HTTPRoute shop/r status'] }],
    misses: [{ name: 'none', objects: [{ ...route(), status: null }] }],
  },
  'tls-route-terminated': {
    fires: [{ name: 'Terminate', objects: [tls('Terminate'), route({}, 'r', 'shop', 'TLSRoute')] }],
    misses: [
      { name: 'Passthrough', objects: [tls('Passthrough'), route({}, 'r', 'shop', 'TLSRoute')] },
      { name: 'another kind', objects: [gateway([listener('http')]), route()] },
    ],
  },
  'route-rules-unused': {
    fires: [{ name: 'two rules of TCP', objects: [rules('TCPRoute')], at: ['TCPRoute shop/r spec.rules[1]'] }],
    misses: [
      { name: 'two rules of HTTP', objects: [rules('HTTPRoute')] },
      { name: 'one rule', objects: [route({ rules: [{}] }, 'r', 'shop', 'UDPRoute')] },
    ],
  },
};
