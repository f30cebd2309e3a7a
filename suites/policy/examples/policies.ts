const targetRefs = [
  { group: '', kind: 'Service', name: 'one', sectionName: 'a' },
  { group: '', kind: 'Service', name: 'two' },
];

export const backendTls = {
  targetRefs,
  options: { 'example.com/one': 'two' },
  validation: {
    hostname: 'a.example',
    caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'one' }],
    subjectAltNames: [
      { type: 'Hostname', hostname: 'b.example' },
      { type: 'URI', uri: 'spiffe://a.example/b' },
    ],
  },
};

export const backendTlsBySystem = {
  targetRefs,
  validation: { hostname: 'a.example', wellKnownCACertificates: 'System' },
};

export const referenceGrant = {
  from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'other' }],
  to: [{ group: '', kind: 'Service', name: 'one' }],
};
