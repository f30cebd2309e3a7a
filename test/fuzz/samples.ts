/** Where a kind is found, and a body that a server takes. */
export interface Sample {
  /** `/api/v1` or `/apis/GROUP/VERSION` */
  root: string;
  plural: string;
  namespaced: boolean;
  body: Record<string, unknown>;
  subresources: readonly string[];
}

const RBAC = 'rbac.authorization.k8s.io';
const GATEWAY = 'gateway.networking.k8s.io';
const container = {
  name: 'c',
  image: 'gwconf.dev/echo:v1',
  ports: [{ containerPort: 80 }],
  env: [{ name: 'A', value: 'b' }],
};
const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } };
const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'], resourceNames: ['a'] }];
const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' };
const subjects = [
  { kind: 'User', name: 'alice', apiGroup: RBAC },
  { kind: 'ServiceAccount', name: 'default', namespace: 'fuzz' },
];
const backendRefs = [{ name: 'a', port: 80, weight: 1 }];
const schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: { size: { type: 'integer', default: 1 }, host: { type: 'string', pattern: '^[a-z]+$' } },
      'x-kubernetes-validations': [{ rule: 'self.size < 10', message: 'too big' }],
    },
  },
};

function make(apiVersion: string, kind: string, plural: string, fields: object, options: Partial<Sample> = {}): Sample {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const body = {
    apiVersion,
    kind,
    metadata: { name: 'a', labels: { app: 'a' }, annotations: { note: 'x' } },
    ...fields,
  };
  return { root, plural, namespaced: true, subresources: ['status'], body, ...options };
}

const wide = { namespaced: false };

export const SAMPLES: readonly Sample[] = [
  make('v1', 'Namespace', 'namespaces', {}, { ...wide, subresources: ['status', 'finalize'] }),
  make(
    'v1',
    'Pod',
    'pods',
    { spec: { containers: [container] } },
    { subresources: ['status', 'log', 'exec', 'binding', 'eviction', 'portforward'] },
  ),
  make('v1', 'ConfigMap', 'configmaps', { data: { a: 'b' }, binaryData: { c: 'AAEC' } }),
  make('v1', 'Secret', 'secrets', { data: { a: 'Yg==' }, stringData: { s: 't' }, type: 'Opaque' }),
  make(
    'v1',
    'Service',
    'services',
    { spec: { selector: { app: 'a' }, ports: [{ port: 80, targetPort: 'http' }] } },
    { subresources: ['status', 'proxy'] },
  ),
  make('v1', 'ServiceAccount', 'serviceaccounts', { secrets: [{ name: 'x' }] }, { subresources: ['token'] }),
  make('v1', 'Event', 'events', {
    involvedObject: { kind: 'Pod', name: 'a', namespace: 'fuzz' },
    reason: 'R',
    message: 'm',
    type: 'Normal',
  }),
  make('v1', 'Node', 'nodes', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } }, wide),
  make('v1', 'Endpoints', 'endpoints', { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] }),
  make(
    'apps/v1',
    'Deployment',
    'deployments',
    { spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template } },
    { subresources: ['status', 'scale'] },
  ),
  make(
    'apps/v1',
    'ReplicaSet',
    'replicasets',
    { spec: { selector: { matchLabels: { app: 'a' } }, template } },
    { subresources: ['status', 'scale'] },
  ),
  make('batch/v1', 'Job', 'jobs', {
    spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
  }),
  make('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'] }],
    ports: [{ port: 80 }],
  }),
  make('coordination.k8s.io/v1', 'Lease', 'leases', { spec: { holderIdentity: 'me', leaseDurationSeconds: 5 } }),
  make('events.k8s.io/v1', 'Event', 'events', {
    eventTime: '2030-01-01T00:00:00.000000Z',
    reportingController: 'c.io/x',
    reportingInstance: 'i',
    action: 'A',
    reason: 'R',
    type: 'Normal',
    regarding: { kind: 'Pod', name: 'a' },
  }),
  make('networking.k8s.io/v1', 'Ingress', 'ingresses', {
    spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
  }),
  make('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', { spec: { minAvailable: '50%', selector: {} } }),
  make(`${RBAC}/v1`, 'Role', 'roles', { rules }),
  make(
    `${RBAC}/v1`,
    'ClusterRole',
    'clusterroles',
    { rules, aggregationRule: { clusterRoleSelectors: [{ matchLabels: { app: 'a' } }] } },
    wide,
  ),
  make(`${RBAC}/v1`, 'RoleBinding', 'rolebindings', { roleRef, subjects }),
  make(`${RBAC}/v1`, 'ClusterRoleBinding', 'clusterrolebindings', { roleRef, subjects }, wide),
  make('example.com/v1', 'Widget', 'widgets', {
    spec: { size: 1, host: 'a', parts: [{ name: 'p', port: 1 }], free: { a: { b: [1] } }, target: 1 },
  }),
  make('example.com/v1beta1', 'Widget', 'widgets', { spec: { size: 1, tags: ['a'], labels: { a: 'b' } } }),
  make(`${GATEWAY}/v1`, 'GatewayClass', 'gatewayclasses', { spec: { controllerName: 'example.com/c' } }, wide),
  make(`${GATEWAY}/v1`, 'Gateway', 'gateways', {
    spec: { gatewayClassName: 'a', listeners: [{ name: 'l', port: 80, protocol: 'HTTP', hostname: '*.example.com' }] },
  }),
  make(`${GATEWAY}/v1`, 'HTTPRoute', 'httproutes', {
    spec: {
      parentRefs: [{ name: 'a' }],
      hostnames: ['a.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'a', value: 'b' }] } }],
          backendRefs,
        },
      ],
    },
  }),
  make(`${GATEWAY}/v1beta1`, 'ReferenceGrant', 'referencegrants', {
    spec: { from: [{ group: GATEWAY, kind: 'HTTPRoute', namespace: 'fuzz' }], to: [{ group: '', kind: 'Service' }] },
  }),
  make(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
    {
      metadata: { name: 'gadgets.fuzz.io' },
      spec: {
        group: 'fuzz.io',
        scope: 'Namespaced',
        names: { plural: 'gadgets', kind: 'Gadget' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: schema },
            subresources: { status: {} },
          },
        ],
      },
    },
    wide,
  ),
  make(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    'validatingadmissionpolicies',
    {
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            { apiGroups: ['fuzz.io'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['gadgets'] },
          ],
        },
        validations: [{ expression: 'object.spec.size < 5', message: 'no' }],
      },
    },
    wide,
  ),
  make(
    'authorization.k8s.io/v1',
    'SelfSubjectAccessReview',
    'selfsubjectaccessreviews',
    { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
    wide,
  ),
  make(
    'authorization.k8s.io/v1',
    'SubjectAccessReview',
    'subjectaccessreviews',
    { spec: { user: 'alice', nonResourceAttributes: { verb: 'get', path: '/' } } },
    wide,
  ),
  make('authorization.k8s.io/v1', 'LocalSubjectAccessReview', 'localsubjectaccessreviews', {
    spec: { user: 'alice', resourceAttributes: { verb: 'get', resource: 'pods', namespace: 'fuzz' } },
  }),
  make(
    'authorization.k8s.io/v1',
    'SelfSubjectRulesReview',
    'selfsubjectrulesreviews',
    { spec: { namespace: 'fuzz' } },
    wide,
  ),
  make('authentication.k8s.io/v1', 'TokenReview', 'tokenreviews', { spec: { token: 'a.b.c' } }, wide),
  make('authentication.k8s.io/v1', 'SelfSubjectReview', 'selfsubjectreviews', {}, wide),
];

/** Of the token subresource, which has a kind of its own. */
export const TOKEN_REQUEST = {
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenRequest',
  spec: { audiences: ['x'], expirationSeconds: 3600, boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'a' } },
};
