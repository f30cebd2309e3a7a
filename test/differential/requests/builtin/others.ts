import type { Group } from '../../run/steps.ts';
import { inNamespace, merge, post } from '../common.ts';

const E = '/apis/discovery.k8s.io/v1/namespaces/others/endpointslices';
const L = '/apis/coordination.k8s.io/v1/namespaces/others/leases';
const R = '/apis/rbac.authorization.k8s.io/v1/namespaces/others';
const slice = (name: string, fields: object): object => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name },
  ...fields,
});

/** The kinds that a controller of the Gateway API reads or writes besides. */
export const others: Group = {
  name: 'others',
  steps: [
    inNamespace('others'),
    post(
      'slice',
      E,
      slice('a', {
        addressType: 'IPv4',
        endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'p' } }],
        ports: [
          { name: 'http', port: 80 },
          { port: 81, protocol: 'UDP', appProtocol: 'x' },
        ],
      }),
    ),
    post('slice-bare', E, slice('bare', { addressType: 'IPv6', endpoints: [{ addresses: ['::1'] }] })),
    post('slice-no-type', E, slice('bad', { endpoints: [] })),
    post('slice-bad-type', E, slice('bad', { addressType: 'IPv5', endpoints: [] })),
    post(
      'slice-bad-address',
      E,
      slice('bad', { addressType: 'IPv4', endpoints: [{ addresses: ['::1', 'x'] }, { addresses: [] }] }),
    ),
    post(
      'slice-bad-ports',
      E,
      slice('bad', {
        addressType: 'IPv4',
        endpoints: [],
        ports: [
          { name: 'A B', port: 0 },
          { name: 'a', port: 1, protocol: 'X' },
        ],
      }),
    ),
    merge('slice-retyped', `${E}/a`, { addressType: 'IPv6' }),
    merge('slice-changed', `${E}/a`, { endpoints: [{ addresses: ['10.0.0.2'] }] }),
    merge('slice-labelled', `${E}/a`, { metadata: { labels: { 'kubernetes.io/service-name': 's' } } }),
    post('lease', L, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'a' },
      spec: {
        holderIdentity: 'me',
        leaseDurationSeconds: 15,
        acquireTime: '2024-01-01T00:00:00.000001Z',
        renewTime: '2024-01-01T00:00:00.123456Z',
        leaseTransitions: 0,
      },
    }),
    post('lease-empty', L, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'b' } }),
    post('lease-bad', L, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'c' },
      spec: { leaseDurationSeconds: -1, leaseTransitions: -1 },
    }),
    post('lease-bad-time', L, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'c' },
      spec: { renewTime: 'noon' },
    }),
    merge('lease-renewed', `${L}/a`, { spec: { renewTime: '2024-01-01T00:00:05.5Z' } }),
    post('account', '/api/v1/namespaces/others/serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'a' },
      imagePullSecrets: [{ name: 's' }],
    }),
    { id: 'account-deleted', method: 'DELETE', path: '/api/v1/namespaces/others/serviceaccounts/a' },
    post('role', `${R}/roles`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'a' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    }),
    post('role-bad', `${R}/roles`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'b' },
      rules: [
        { apiGroups: [''], resources: ['pods'], verbs: [] },
        { nonResourceURLs: ['/x'], verbs: ['get'] },
        { verbs: ['get'] },
      ],
    }),
    post('binding', `${R}/rolebindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'a' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
      subjects: [
        { kind: 'ServiceAccount', name: 'default', namespace: 'others' },
        { kind: 'User', name: 'u' },
      ],
    }),
    post('binding-bad', `${R}/rolebindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'b' },
      roleRef: { apiGroup: 'x', kind: 'Thing', name: '' },
      subjects: [
        { kind: 'Robot', name: 'r' },
        { kind: 'ServiceAccount', name: 'x' },
      ],
    }),
    merge('binding-moved', `${R}/rolebindings/a`, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    }),
    post('event', '/api/v1/namespaces/others/events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'a' },
      involvedObject: { kind: 'Pod', name: 'p', namespace: 'others' },
      reason: 'Tested',
      message: 'm',
      type: 'Normal',
    }),
    post('event-elsewhere', '/api/v1/namespaces/others/events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'b' },
      involvedObject: { kind: 'Pod', name: 'p', namespace: 'default' },
    }),
    post('event-new', '/apis/events.k8s.io/v1/namespaces/others/events', {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'c' },
      eventTime: '2024-01-01T00:00:00.000000Z',
      action: 'Test',
      reason: 'Tested',
      note: 'n',
      type: 'Normal',
      reportingController: 'example.com/c',
      reportingInstance: 'i',
      regarding: { kind: 'Pod', name: 'p', namespace: 'others' },
    }),
    { id: 'event-read', method: 'GET', path: '/api/v1/namespaces/others/events/c' },
    post('endpoints', '/api/v1/namespaces/others/endpoints', {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'a' },
      subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }],
    }),
    post('endpoints-bad', '/api/v1/namespaces/others/endpoints', {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'b' },
      subsets: [{ addresses: [{ ip: 'x' }], ports: [{ port: 0 }] }, {}],
    }),
    post('ingress', '/apis/networking.k8s.io/v1/namespaces/others/ingresses', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'a' },
      spec: {
        rules: [
          {
            host: 'a.example.com',
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } } }],
            },
          },
        ],
      },
    }),
    post('policy', '/apis/networking.k8s.io/v1/namespaces/others/networkpolicies', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'a' },
      spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] },
    }),
    post('claim', '/api/v1/namespaces/others/configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'last' },
    }),
    merge('namespace-labelled', '/api/v1/namespaces/others', {
      metadata: { labels: { team: 'x', 'kubernetes.io/metadata.name': 'other' } },
    }),
    merge('namespace-spec', '/api/v1/namespaces/others', { spec: { finalizers: [] } }),
    merge('namespace-status', '/api/v1/namespaces/others/status', { status: { phase: 'Terminating' } }),
    { id: 'namespace-read', method: 'GET', path: '/api/v1/namespaces/others' },
    post('account-review', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'get', resource: 'pods' } },
    }),
  ],
};
