export const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
export const GROUP = 'differential.example.com';

/** A custom kind of our own, one version unless told. */
export function makeCrd(kind: string, schema: object, more: { version?: object; spec?: object } = {}): object {
  const plural = `${kind.toLowerCase()}s`;
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema }, ...more.version };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [version],
      ...more.spec,
    },
  };
}

/** The steps that create a CRD and await that its kind is served. */
export function serveCrd(id: string, crd: object) {
  const { metadata, spec } = crd as {
    metadata: { name: string };
    spec: { names: { plural: string }; versions: { name: string }[] };
  };
  const [version] = spec.versions;
  const list = `/apis/${GROUP}/${version?.name}/${spec.names.plural}`;
  return [
    { id, method: 'POST', path: CRDS, body: crd } as const,
    { until: `${CRDS}/${metadata.name}`, field: 'status.conditions.1.status', value: 'True' },
    { until: list, code: 200 },
  ];
}

export function makeObject(kind: string, name: string, fields: object = {}, metadata: object = {}): object {
  return { apiVersion: `${GROUP}/v1`, kind, metadata: { name, ...metadata }, ...fields };
}

export function makeNamespace(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
