const selector = {
  matchLabels: { one: 'two' },
  matchExpressions: [{ key: 'three', operator: 'In', values: ['four'] }],
};
const certificate = { group: '', kind: 'Secret', name: 'one', namespace: 'other' };
const authority = { group: '', kind: 'ConfigMap', name: 'one', namespace: 'other' };
const validation = { caCertificateRefs: [authority], mode: 'AllowValidOnly' };

const listeners = [
  {
    name: 'https',
    port: 443,
    protocol: 'HTTPS',
    hostname: '*.a.example',
    tls: { mode: 'Terminate', certificateRefs: [certificate], options: { 'example.com/one': 'two' } },
    allowedRoutes: {
      kinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
      namespaces: { from: 'Selector', selector },
    },
  },
  { name: 'tls', port: 8443, protocol: 'TLS', hostname: 'b.example', tls: { mode: 'Passthrough' } },
  { name: 'http', port: 80, protocol: 'HTTP', hostname: 'a.example' },
  { name: 'tcp', port: 9000, protocol: 'TCP', allowedRoutes: { namespaces: { from: 'All' } } },
];

export const gateway = {
  gatewayClassName: 'one',
  listeners,
  addresses: [
    { type: 'IPAddress', value: '192.0.2.1' },
    { type: 'Hostname', value: 'a.example' },
  ],
  allowedListeners: { namespaces: { from: 'Selector', selector } },
  infrastructure: {
    labels: { 'example.com/one': 'two' },
    annotations: { 'example.com/three': 'four' },
    parametersRef: { group: 'example.com', kind: 'Parameters', name: 'one' },
  },
  tls: {
    backend: { clientCertificateRef: certificate },
    frontend: { default: { validation }, perPort: [{ port: 443, tls: { validation } }] },
  },
};

export const listenerSet = {
  parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'one', namespace: 'other' },
  listeners,
};

export const gatewayClass = {
  controllerName: 'example.com/controller',
  description: 'one',
  parametersRef: { group: 'example.com', kind: 'Parameters', name: 'one', namespace: 'other' },
};
