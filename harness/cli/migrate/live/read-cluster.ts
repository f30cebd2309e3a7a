import { isObject } from '../../../../apimachinery/json.ts';
import type { JsonObject } from '../../../../apimachinery/types.ts';
import { kinds } from '../../../kinds/index.ts';
import type { KubeApi } from '../../../kube/types.ts';

const wanted = [
  kinds.Ingress,
  kinds.IngressClass,
  kinds.Gateway,
  kinds.HTTPRoute,
  kinds.GRPCRoute,
  kinds.TLSRoute,
  kinds.ReferenceGrant,
  kinds.BackendTLSPolicy,
  kinds.Service,
  kinds.EndpointSlice,
  kinds.Namespace,
];

/** All objects of a cluster that either side of a migration consists of; a kind that it does not have has none. */
export async function readCluster(api: KubeApi): Promise<JsonObject[]> {
  const served = await api.listKinds();
  const objects: JsonObject[] = [];
  for (const kind of wanted) {
    if (!served.some((each) => each.group === kind.group && each.kind === kind.kind)) continue;
    objects.push(...((await api.list(kind)) as object[] as JsonObject[]));
  }
  return objects;
}

/** The Services behind which each pod stands, by the pod's name: `shop/cart`. */
export function listServicesOfPods(objects: readonly JsonObject[]): Map<string, string> {
  const services = new Map<string, Set<string>>();
  for (const { kind, metadata, endpoints } of objects) {
    if (kind !== kinds.EndpointSlice.kind || !isObject(metadata) || !Array.isArray(endpoints)) continue;
    const labels = isObject(metadata.labels) ? metadata.labels : {};
    const name = `${String(metadata.namespace)}/${String(labels['kubernetes.io/service-name'])}`;
    for (const endpoint of endpoints.filter(isObject)) {
      const pod = isObject(endpoint.targetRef) ? endpoint.targetRef.name : undefined;
      if (typeof pod !== 'string') continue;
      services.set(pod, (services.get(pod) ?? new Set()).add(name));
    }
  }
  return new Map([...services].map(([pod, names]) => [pod, [...names].sort().join(' or ')]));
}
