/** What is sent is the same each time, byte for byte, but for names. */
export const NAMESPACE = 'bench';
export const ROUTES = `/apis/gateway.networking.k8s.io/v1/namespaces/${NAMESPACE}/httproutes`;

const MATCHES = ['/', '/a', '/b/c'].map((value) => ({ path: { type: 'PathPrefix', value } }));

/** An HTTPRoute of a usual size, 1.1 kB of JSON. @param note what an update changes */
export function makeRoute(name: string, note = ''): object {
  const backendRefs = ['v1', 'v2'].map((backend, index) => ({
    name: `backend-${backend}`,
    port: 8080,
    weight: index + 1,
  }));
  const filters = [
    { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-note', value: note || 'none' }] } },
  ];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: NAMESPACE, labels: { app: name, tier: 'bench' } },
    spec: {
      parentRefs: [{ name: 'shared', sectionName: 'http' }],
      hostnames: [`${name}.example.com`],
      rules: MATCHES.map((match) => ({ matches: [match], filters, backendRefs })),
    },
  };
}
