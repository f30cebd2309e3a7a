import type { MeshPolicy } from '../behaviour/mesh.ts';
import { meshLabel } from '../constants.ts';
import { namespaceOf } from '../model/meta.ts';

/** Every decision as the specification asks. https://gateway-api.sigs.k8s.io/geps/gep-1426/ */
export const specifiedMesh: MeshPolicy = {
  isMember: (labels) => labels[meshLabel.name] === meshLabel.value,
  hasFrontend: ({ spec }) => spec.type !== 'ExternalName' && Boolean(spec.clusterIP) && spec.clusterIP !== 'None',
  selectsPort: (ref, { port }) => ref.port === undefined || ref.port === port,
  scope: (route, service) => (namespaceOf(route) === namespaceOf(service) ? undefined : namespaceOf(route)),
  choose: (consumer, producer) => consumer ?? producer,
  preferred: 'GRPCRoute',
  needsGrant: false,
  readsHostnames: false,
  rules: (entries) => entries,
  plain: (entries) => entries,
  parents: (desired) => desired,
  routesPods: false,
};
