import { isRecord } from '../../common/guards.ts';
import { kinds } from '../../kinds/index.ts';
import { compareText } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';

/** What gives Services of type LoadBalancer an address, by the images that it runs. */
const known: readonly [RegExp, string][] = [
  [/\bmetallb\/controller\b/, 'MetalLB'],
  [/\bkube-vip\b/, 'kube-vip'],
  [/\bpurelb\/allocator\b/, 'PureLB'],
  [/\bopenelb\b/, 'OpenELB'],
  [/\bcloud-provider-kind\b/, 'cloud-provider-kind'],
  [/\bklipper-lb\b/, 'K3s ServiceLB'],
  [/cloud-controller-manager\b/, 'a cloud controller manager'],
];

/** Names of the load balancer controllers that run in the cluster, sorted. */
export async function findBalancers(api: Pick<KubeApi, 'list'>): Promise<string[]> {
  const workloads = await Promise.all([api.list(kinds.Deployment), api.list(kinds.DaemonSet)]);
  const images = workloads.flat().flatMap(({ spec }) => readImages(spec));
  const names = known.filter(([pattern]) => images.some((image) => pattern.test(image))).map(([, name]) => name);
  return [...new Set(names)].sort(compareText);
}

function readImages(spec: unknown): string[] {
  const template = isRecord(spec) && isRecord(spec.template) ? spec.template.spec : undefined;
  const containers = isRecord(template) && Array.isArray(template.containers) ? template.containers : [];
  return containers.flatMap((container) => (isRecord(container) ? [String(container.image)] : []));
}
