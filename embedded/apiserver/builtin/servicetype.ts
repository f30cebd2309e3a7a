import { isEqual, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

type Has = (spec: JsonObject) => boolean;

const isBalanced: Has = ({ type }) => type === 'LoadBalancer';
const isAddressed: Has = ({ type }) => type !== 'ExternalName';
const hasNodePorts: Has = (spec) => spec.type === 'NodePort' || isBalanced(spec);
const isOpen: Has = (spec) =>
  hasNodePorts(spec) || (spec.type === 'ClusterIP' && Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0);

/** Fields that only Services of some types have. */
const FIELDS: readonly [Has, readonly string[]][] = [
  [isAddressed, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']],
  [isOpen, ['externalTrafficPolicy']],
  [(spec) => isBalanced(spec) && spec.externalTrafficPolicy === 'Local', ['healthCheckNodePort']],
  [isBalanced, ['allocateLoadBalancerNodePorts', 'loadBalancerClass']],
];

/**
 * Who changes a Service's type need not take away what the old type had and the new one has not. What is given anew is
 * left to be refused.
 */
export function dropTypeFields(spec: JsonObject, was: JsonObject): void {
  const leaves = (has: Has) => has(was) && !has(spec);
  // Told before any field goes that another one is told by.
  const gone = FIELDS.flatMap(([has, fields]) => (leaves(has) ? fields : []));
  for (const field of gone) if (isEqual(spec[field], was[field])) delete spec[field];
  if (!leaves(hasNodePorts)) return;
  const [ports, old] = [listObjects(spec.ports), listObjects(was.ports)];
  const known = new Set(old.map(({ nodePort }) => nodePort));
  for (const port of ports) if (known.has(port.nodePort)) delete port.nodePort;
}
