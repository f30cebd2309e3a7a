import type { Group, RequestStep, Step } from '../run/steps.ts';
import { makeNamespace } from './own-crds.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };

function inNamespace(name: string): Step {
  return { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace(name) };
}

function post(id: string, path: string, body: object): RequestStep {
  return { id, method: 'POST', path, body };
}

function merge(id: string, path: string, body: object): RequestStep {
  return { id, method: 'PATCH', path, body, headers: MERGE };
}

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

const S = '/api/v1/namespaces/secrets/secrets';
const secret = (name: string, fields: object): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  ...fields,
});

export const secrets: Group = {
  name: 'secrets',
  steps: [
    inNamespace('secrets'),
    post('created', S, secret('a', { data: { k: 'djE=' }, stringData: { s: 'text', k: 'v2' } })),
    post('typed', S, secret('typed', { type: 'example.com/own', data: {} })),
    post('tls', S, secret('tls', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==', 'tls.key': 'Yg==' } })),
    post('tls-incomplete', S, secret('tls2', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==' } })),
    post('basic-incomplete', S, secret('basic', { type: 'kubernetes.io/basic-auth', data: {} })),
    post(
      'docker-bad',
      S,
      secret('docker', { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'YQ==' } }),
    ),
    post('bad-base64', S, secret('bad', { data: { k: '***' } })),
    post('bad-key', S, secret('bad', { data: { 'a b': 'YQ==' } })),
    post('bad-type', S, secret('bad', { data: { k: 5 } })),
    merge('retyped', `${S}/a`, { type: 'other' }),
    merge('string-data', `${S}/a`, { stringData: { s: 'other' } }),
    merge('frozen', `${S}/a`, { immutable: true }),
    merge('frozen-changed', `${S}/a`, { stringData: { s: 'third' } }),
    { id: 'deleted', method: 'DELETE', path: `${S}/a` },
  ],
};

const D = '/apis/apps/v1/namespaces/workloads/deployments';
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'example/image' }] } };
const deployment = (name: string, spec: object): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec,
});
const deploy = (id: string, spec: object): RequestStep => post(id, `${D}?dryRun=All`, deployment(id, spec));
const container = (more: object): object => ({
  selector: { matchLabels: { a: 'b' } },
  template: { ...template, spec: { containers: [{ name: 'c', image: 'i', ...more }] } },
});

export const workloads: Group = {
  name: 'workloads',
  steps: [
    inNamespace('workloads'),
    post('created', D, deployment('a', { selector: { matchLabels: { a: 'b' } }, template })),
    post(
      'full',
      D,
      deployment('full', {
        replicas: 0,
        strategy: { type: 'Recreate' },
        selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] },
        template: {
          ...template,
          spec: {
            initContainers: [{ name: 'i', image: 'example/init:1' }],
            containers: [
              {
                name: 'c',
                image: 'example/image:latest',
                command: ['x'],
                args: ['y'],
                ports: [
                  { name: 'http', containerPort: 80 },
                  { containerPort: 53, protocol: 'UDP' },
                ],
                env: [
                  { name: 'A', value: 'b' },
                  { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                ],
                resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '0.5' } },
                readinessProbe: { httpGet: { port: 80 } },
                livenessProbe: { tcpSocket: { port: 'http' } },
                volumeMounts: [{ name: 'v', mountPath: '/v' }],
              },
            ],
            volumes: [
              { name: 'v', configMap: { name: 'm' } },
              { name: 'e', emptyDir: {} },
              { name: 's', secret: { secretName: 's' } },
            ],
          },
        },
      }),
    ),
    deploy('no-spec', {}),
    deploy('no-selector', { template }),
    deploy('wrong-selector', { selector: { matchLabels: { a: 'c' } }, template }),
    deploy('empty-selector', { selector: {}, template }),
    deploy('no-containers', { selector: { matchLabels: { a: 'b' } }, template: { ...template, spec: {} } }),
    deploy('negative', { ...container({}), replicas: -1 }),
    deploy('no-image', container({ image: '' })),
    deploy('bad-container', container({ name: 'Not_A_Name' })),
    deploy('bad-pull-policy', container({ imagePullPolicy: 'Perhaps' })),
    deploy('bad-port', container({ ports: [{ containerPort: 0 }, { containerPort: 70000 }] })),
    deploy('bad-port-name', container({ ports: [{ containerPort: 80, name: 'Bad Name' }] })),
    deploy('bad-env', container({ env: [{ name: '' }, { value: 'x' }] })),
    deploy('bad-mount', container({ volumeMounts: [{ name: 'nothing', mountPath: '/x' }] })),
    deploy('bad-quantity', container({ resources: { requests: { cpu: 'much' } } })),
    deploy('bad-requests', container({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } })),
    deploy('bad-probe', container({ livenessProbe: {} })),
    deploy('bad-restart', {
      selector: { matchLabels: { a: 'b' } },
      template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } },
    }),
    deploy('bad-strategy', { ...container({}), strategy: { type: 'Sudden' } }),
    deploy('wrong-types', { ...container({}), replicas: 'two' }),
    merge('scaled', `${D}/a`, { spec: { replicas: 3 } }),
    merge('annotated', `${D}/a`, { metadata: { annotations: { a: 'b' } } }),
    {
      id: 'image',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: { spec: { template: { spec: { containers: [{ name: 'c', image: 'example/image:2' }] } } } },
    },
    {
      id: 'container-added',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: { spec: { template: { spec: { containers: [{ name: 'd', image: 'example/other' }] } } } },
    },
    {
      id: 'container-deleted',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: { spec: { template: { spec: { containers: [{ name: 'd', $patch: 'delete' }] } } } },
    },
    {
      id: 'reordered',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: {
        spec: {
          template: {
            spec: {
              $setElementOrder: [],
              '$setElementOrder/containers': [{ name: 'd' }, { name: 'c' }],
              containers: [{ name: 'd', image: 'example/other' }],
            },
          },
        },
      },
    },
    merge('reselected', `${D}/a`, {
      spec: { selector: { matchLabels: { a: 'c' } }, template: { metadata: { labels: { a: 'c' } } } },
    }),
    merge('status', `${D}/a/status`, { status: { replicas: 1, observedGeneration: 2 }, spec: { replicas: 9 } }),
    merge('status-negative', `${D}/a/status`, { status: { replicas: -1 } }),
    { id: 'scale', method: 'GET', path: `${D}/a/scale` },
    {
      id: 'scale-put',
      method: 'PUT',
      path: `${D}/a/scale`,
      body: {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'a', namespace: 'workloads' },
        spec: { replicas: 4 },
      },
    },
    { id: 'read', method: 'GET', path: `${D}/a` },
    { id: 'deleted', method: 'DELETE', path: `${D}/a` },
    post('replicaset', '/apis/apps/v1/namespaces/workloads/replicasets', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'r' },
      spec: { selector: { matchLabels: { a: 'b' } }, template },
    }),
    post('daemonset', '/apis/apps/v1/namespaces/workloads/daemonsets', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'r' },
      spec: { selector: { matchLabels: { a: 'b' } }, template },
    }),
    post('statefulset', '/apis/apps/v1/namespaces/workloads/statefulsets', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'r' },
      spec: { serviceName: 's', selector: { matchLabels: { a: 'b' } }, template },
    }),
    post('budget', '/apis/policy/v1/namespaces/workloads/poddisruptionbudgets', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'r' },
      spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
    }),
    post('autoscaler', '/apis/autoscaling/v2/namespaces/workloads/horizontalpodautoscalers', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'r' },
      spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
    }),
  ],
};

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
