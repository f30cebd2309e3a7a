import { isRecord } from '../../common/guards.ts';
import { messageOf } from '../../common/message-of.ts';
import { kinds } from '../../kinds/index.ts';
import { describeCondition, findCondition } from '../../kube/conditions.ts';
import { detectGatewayApi } from '../../kube/gateway-api.ts';
import type { ChosenKubeconfig } from '../../kube/kubeconfig.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { readIngress } from '../loadbalancer/index.ts';
import { probeTcp, type Reached } from '../reach/index.ts';
import { findBalancers } from './balancers.ts';
import type { Finding, Section } from './types.ts';

export interface ClusterTools {
  api: KubeApi;
  chosen: Pick<ChosenKubeconfig, 'context' | 'server'>;
  probe?: (host: string, port: number, timeoutMs: number) => Promise<Reached>;
}

const probeMs = 2_000;
/** So many addresses tell whether the cluster's network can be reached. */
const greatestProbes = 3;

/** What a run needs of a cluster. Changes nothing in it. */
export async function inspectCluster({ api, chosen, probe = probeTcp }: ClusterTools): Promise<Section> {
  const title = `The cluster of context ${chosen.context}, ${chosen.server}`;
  let version: string;
  try {
    version = await api.serverVersion();
  } catch (error) {
    const advice = 'see whether kubectl get nodes works with the same kubeconfig and context';
    return { title, findings: [{ subject: 'Kubernetes', status: 'problem', seen: messageOf(error), advice }] };
  }
  const refused = await inspectCredentials(api);
  if (refused) return { title, findings: [{ subject: 'Kubernetes', status: 'ok', seen: version }, refused] };
  const groups = await Promise.all([
    attempt('nodes', () => inspectNodes(api)),
    attempt('Gateway API', () => inspectGatewayApi(api)),
    attempt('GatewayClasses', () => inspectClasses(api)),
    attempt('load balancer', () => inspectBalancer(api)),
    attempt('addresses', () => inspectAddresses(api, probe)),
  ]);
  return { title, findings: [{ subject: 'Kubernetes', status: 'ok', seen: version }, ...groups.flat()] };
}

/** The version is told to anybody; what kinds there are, only to who is known. */
async function inspectCredentials(api: KubeApi): Promise<Finding | undefined> {
  try {
    await api.chooseVersion(kinds.Deployment, kinds.Deployment.group);
    return undefined;
  } catch (error) {
    const advice = "the kubeconfig's user is refused: log in anew, or name another one with --kubeconfig or --context";
    return { subject: 'credentials', status: 'problem', seen: messageOf(error), advice };
  }
}

async function attempt(subject: string, work: () => Promise<Finding[]>): Promise<Finding[]> {
  return work().catch((error: unknown) => [
    { subject, status: 'problem', seen: messageOf(error), advice: 'see whether you have the rights to read it' },
  ]);
}

async function inspectNodes(api: KubeApi): Promise<Finding[]> {
  const nodes = await api.list(kinds.Node);
  const bad = nodes.filter((node) => findCondition(node, 'Ready')?.status !== 'True');
  if (bad.length === 0) return [{ subject: 'nodes', status: 'ok', seen: `${nodes.length} Ready` }];
  const names = bad.map(({ metadata }) => metadata.name).join(', ');
  const advice = `kubectl describe node ${bad[0]?.metadata.name}`;
  return [{ subject: 'nodes', status: 'problem', seen: `not Ready: ${names}`, advice }];
}

async function inspectGatewayApi(api: KubeApi): Promise<Finding[]> {
  const subject = 'Gateway API';
  try {
    const { version, channel } = await detectGatewayApi(api);
    return [{ subject, status: 'ok', seen: `${version} (${channel})` }];
  } catch (error) {
    const advice = 'install one release, or let the run do it: --install-crds';
    return [{ subject, status: 'problem', seen: messageOf(error), advice }];
  }
}

async function inspectClasses(api: KubeApi): Promise<Finding[]> {
  const classes = await api.list(kinds.GatewayClass).catch((): KubeObject[] => []);
  if (classes.length === 0) {
    const advice = 'install an implementation, or let the run do it: --implementation NAME';
    return [{ subject: kinds.GatewayClass.kind, status: 'note', seen: 'none', advice }];
  }
  return classes.map((object) => {
    const controller = isRecord(object.spec) ? String(object.spec.controllerName) : '';
    const subject = `GatewayClass ${object.metadata.name}`;
    const accepted = findCondition(object, 'Accepted');
    if (accepted?.status === 'True') return { subject, status: 'ok', seen: `accepted by ${controller}` };
    const seen = accepted ? describeCondition(accepted) : 'has no condition Accepted';
    return { subject, status: 'note', seen, advice: `see whether the controller ${controller} runs` };
  });
}

async function inspectBalancer(api: KubeApi): Promise<Finding[]> {
  const found = await findBalancers(api);
  const subject = 'load balancer';
  if (found.length > 0) return [{ subject, status: 'ok', seen: found.join(', ') }];
  const services = (await api.list(kinds.Service)).filter(isBalanced);
  if (services.some((service) => readIngress(service).length > 0)) {
    return [{ subject, status: 'ok', seen: 'Services of type LoadBalancer have addresses' }];
  }
  const advice =
    'Gateways may get no address: install one (MetalLB, cloud-provider-kind), or use --provider kind --kind-name NAME, which gives addresses by itself';
  return [{ subject, status: 'note', seen: 'none is known', advice }];
}

/** Tries addresses of load balancers, else of nodes. */
async function inspectAddresses(api: KubeApi, probe: NonNullable<ClusterTools['probe']>): Promise<Finding[]> {
  const places = await findPlaces(api);
  if (places.length === 0) return [];
  const results = await Promise.all(
    places.map(async ({ host, port, what }) => ({
      what: `${what} ${host}`,
      reached: await probe(host, port, probeMs),
    })),
  );
  const bad = results.filter(({ reached }) => reached === 'unreachable').map(({ what }) => what);
  const subject = 'addresses';
  if (bad.length === 0)
    return [{ subject, status: 'ok', seen: `${results.map(({ what }) => what).join(', ')} can be reached` }];
  const advice = 'runs lead traffic through the API server instead (--reach auto), which takes no UDP';
  return [{ subject, status: 'note', seen: `${bad.join(', ')} cannot be reached from here`, advice }];
}

async function findPlaces(api: KubeApi): Promise<{ host: string; port: number; what: string }[]> {
  const services = (await api.list(kinds.Service)).filter(isBalanced);
  const balanced = services.flatMap((service) =>
    readIngress(service).map((host) => ({ host, port: firstPort(service), what: 'load balancer' })),
  );
  if (balanced.length > 0) return balanced.slice(0, greatestProbes);
  const nodes = await api.list(kinds.Node);
  const addresses = nodes.flatMap(({ status }) => {
    const entries = isRecord(status) && Array.isArray(status.addresses) ? status.addresses.filter(isRecord) : [];
    return entries.flatMap(({ type, address }) => (type === 'InternalIP' ? [String(address)] : []));
  });
  // The kubelet's port.
  return addresses.slice(0, greatestProbes).map((host) => ({ host, port: 10_250, what: 'node' }));
}

function isBalanced({ spec }: KubeObject): boolean {
  return isRecord(spec) && spec.type === 'LoadBalancer';
}

function firstPort({ spec }: KubeObject): number {
  const ports = isRecord(spec) && Array.isArray(spec.ports) ? spec.ports.filter(isRecord) : [];
  return Number(ports[0]?.port ?? 80);
}
