import type { Group, RequestStep } from '../../run/steps.ts';
import { inNamespace, merge, post, STRATEGIC } from '../common.ts';

const V = '/api/v1/namespaces/services/services';
const service = (name: string, spec: object, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...metadata },
  spec,
});
const dry = (id: string, spec: object): RequestStep => post(id, `${V}?dryRun=All`, service(id.toLowerCase(), spec));

/** Services: what a client leaves out, and what it gets wrong. Headless ones have no address that differs from run to run. */
export const services: Group = {
  name: 'services',
  steps: [
    inNamespace('services'),
    post('headless', V, service('headless', { clusterIP: 'None', selector: { a: 'b' }, ports: [{ port: 80 }] })),
    post(
      'headless-ports',
      V,
      service('headless-ports', {
        clusterIP: 'None',
        ports: [
          { name: 'a', port: 80, targetPort: 'http', appProtocol: 'kubernetes.io/h2c' },
          { name: 'b', port: 81, protocol: 'UDP', targetPort: 8081 },
        ],
      }),
    ),
    post('headless-without-ports', V, service('headless-without-ports', { clusterIP: 'None' })),
    post('external', V, service('external', { type: 'ExternalName', externalName: 'example.com' })),
    dry('external-without-name', { type: 'ExternalName' }),
    dry('external-bad-name', { type: 'ExternalName', externalName: 'Bad_Name' }),
    dry('no-ports', {}),
    dry('unnamed-ports', { ports: [{ port: 80 }, { port: 81 }] }),
    dry('same-names', {
      clusterIP: 'None',
      ports: [
        { name: 'a', port: 80 },
        { name: 'a', port: 81 },
      ],
    }),
    dry('same-ports', {
      clusterIP: 'None',
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 80 },
      ],
    }),
    dry('port-zero', { clusterIP: 'None', ports: [{ port: 0 }] }),
    dry('port-large', { clusterIP: 'None', ports: [{ port: 70000, targetPort: 0 }] }),
    dry('port-text', { clusterIP: 'None', ports: [{ port: '80' }] }),
    dry('target-name', { clusterIP: 'None', ports: [{ port: 80, targetPort: 'Not A Name' }] }),
    dry('bad-protocol', { clusterIP: 'None', ports: [{ port: 80, protocol: 'HTTP' }] }),
    dry('bad-type', { type: 'Other', ports: [{ port: 80 }] }),
    dry('bad-affinity', { clusterIP: 'None', sessionAffinity: 'Sometimes', ports: [{ port: 80 }] }),
    dry('bad-address', { clusterIP: '1.2.3', ports: [{ port: 80 }] }),
    dry('bad-selector', { clusterIP: 'None', selector: { 'a b': 'c' }, ports: [{ port: 80 }] }),
    dry('bad-port-name', { clusterIP: 'None', ports: [{ name: 'Upper', port: 80 }] }),
    dry('bad-policy', { clusterIP: 'None', internalTrafficPolicy: 'Wide', ports: [{ port: 80 }] }),
    dry('external-policy', { externalTrafficPolicy: 'Local', ports: [{ port: 80 }] }),
    dry('balancer-headless', { type: 'LoadBalancer', clusterIP: 'None', ports: [{ port: 80 }] }),
    {
      id: 'no-spec',
      method: 'POST',
      path: V,
      body: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'no-spec' } },
    },
    merge('relabelled', `${V}/headless`, { metadata: { labels: { a: 'b' } } }),
    merge('port-changed', `${V}/headless`, { spec: { ports: [{ port: 81, name: 'x' }] } }),
    {
      id: 'port-added',
      method: 'PATCH',
      path: `${V}/headless`,
      headers: STRATEGIC,
      body: { spec: { ports: [{ port: 82, name: 'y' }] } },
    },
    merge('addressed', `${V}/headless`, { spec: { clusterIP: '10.96.5.5' } }),
    merge('status', `${V}/headless/status`, { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } }),
    merge('status-bad', `${V}/headless/status`, { status: { loadBalancer: { ingress: [{ ip: 'x' }] } } }),
    merge('status-conditions', `${V}/headless/status`, {
      status: {
        conditions: [
          { type: 'Ready', status: 'True', reason: 'Tested', message: '', lastTransitionTime: '2024-01-01T00:00:00Z' },
        ],
      },
    }),
    { id: 'read', method: 'GET', path: `${V}/headless` },
    { id: 'deleted', method: 'DELETE', path: `${V}/headless` },
  ],
};
