import type { KubeObject } from '../../harness/scenario/kubernetes.ts';

/** Who the specification knows: https://gateway-api.sigs.k8s.io/concepts/roles-and-personas/ */
export const personas = ['infrastructure-provider', 'cluster-operator', 'application-developer'] as const;
export type Persona = (typeof personas)[number];

const GROUP = 'gateway.networking.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = [...READ, 'create', 'update', 'patch', 'delete', 'deletecollection'];
const routes = ['grpcroutes', 'httproutes', 'tcproutes', 'tlsroutes', 'udproutes'];

function rule(verbs: readonly string[], apiGroup: string, ...resources: string[]) {
  return { apiGroups: [apiGroup], resources, verbs };
}

const operated = ['gateways', 'listenersets'];
const developed = [...routes, 'referencegrants', 'backendtlspolicies'];

const rules: Readonly<Record<Persona, readonly object[]>> = {
  // What there is to choose from, and all below. CRDs are the cluster's, not an infrastructure's: they are read only.
  'infrastructure-provider': [
    rule(WRITE, GROUP, 'gatewayclasses', ...operated, ...developed),
    rule(READ, 'apiextensions.k8s.io', 'customresourcedefinitions'),
  ],
  // Where traffic comes in, and who may attach: namespaces have the labels that listeners select by.
  'cluster-operator': [
    rule(WRITE, GROUP, ...operated, ...developed),
    rule(READ, GROUP, 'gatewayclasses'),
    rule([...READ, 'update', 'patch'], '', 'namespaces'),
    rule(READ, '', 'services'),
  ],
  // What is served, where it is bound: to namespaces of the team, by RoleBindings.
  'application-developer': [
    rule(WRITE, GROUP, ...developed),
    rule(READ, GROUP, ...operated),
    rule(READ, '', 'services'),
  ],
};

/** The ClusterRole of a persona; a developer's is bound namespace by namespace. */
export function makeRole(persona: Persona, name = `gateway-api-${persona}`): KubeObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name, labels: { 'gwconf.dev/persona': persona } },
    rules: rules[persona],
  };
}

/** The roles of all personas, for a cluster of one's own. */
export function makeRoles(): KubeObject[] {
  return personas.map((persona) => makeRole(persona));
}
