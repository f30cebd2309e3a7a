import { kinds, newObject } from '../kinds/index.ts';
import { findCondition } from '../kube/conditions.ts';
import { keyFor } from '../kube/key.ts';
import { labelObject } from '../kube/labels.ts';
import type { KubeApi } from '../kube/types.ts';
import type { Dial } from '../protocols/types.ts';
import { createAuthority } from '../run/certificates/index.ts';
import { readReadyPod } from '../run/engine/base.ts';
import { createRandom } from '../run/names/random.ts';
import type { ResolvedPort, Serving } from '../scenario/backends.ts';
import type { BaseDefinition } from '../scenario/catalogue.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { eventually } from '../wait/eventually.ts';
import type { Clock, TimePolicy } from '../wait/types.ts';
import { createBoard } from './board.ts';
import { createSender } from './send.ts';
import type { Ground, Pace } from './types.ts';

export interface GroundParts {
  api: KubeApi;
  dial: Dial;
  base: BaseDefinition;
  echoImage: string;
  gatewayClassName: string;
  controllerName: string;
  features: readonly string[];
  runId: string;
  seed: string;
  clock: Clock;
  signal: AbortSignal;
  pace: Pace;
  requestsPerStage: number;
  /** How long the echo servers may take. */
  workload: TimePolicy;
  onFailure(error: unknown): void;
}

const podCount = 4;
const watched = [kinds.GatewayClass, kinds.Gateway, kinds.HTTPRoute];
/** Kinds that are watched where the implementation claims the feature of that name. */
const claimable = [
  kinds.GRPCRoute,
  kinds.TLSRoute,
  kinds.TCPRoute,
  kinds.UDPRoute,
  kinds.ListenerSet,
  kinds.BackendTLSPolicy,
];
const everything = ['http', 'grpc', 'tls', 'tcp', 'udp'] as const;

/** Makes what all cases share: a namespace with echo servers. Throws HarnessError where they do not start. */
export async function prepareGround(parts: GroundParts): Promise<Ground> {
  const { api, base, runId, signal, clock, pace } = parts;
  const namespace = `${runId}-base`;
  const write = (object: KubeObject) => api.apply(labelObject(object, runId));
  await write(newObject(kinds.Namespace, { name: namespace }));
  const env = {
    runId,
    namespace,
    gatewayClassName: parts.gatewayClassName,
    echoImage: parts.echoImage,
    name: (label: string) => `${label}-${createRandom(parts.seed, label).word(6)}`,
  };
  const others = claimable.filter(({ kind }) => parts.features.includes(kind));
  const serves = others.length > 0 ? everything : (['http'] as const);
  const authority = await createAuthority();
  const slots = Array.from({ length: podCount }, (_, index) => index + 1);
  await Promise.all(
    slots.flatMap(async (slot) => {
      // What serves over TLS takes its certificate from a Secret of its own name.
      const pair = await authority.issue(['*.example.com']);
      await write(tlsSecret(base.backendApp(env, slot), namespace, pair));
      const workload = base.backendWorkload(env, { slot, serves: new Set<Serving>(serves) });
      return await Promise.all(workload.map(write));
    }),
  );
  const pods = await Promise.all(slots.map((slot) => awaitPod(parts, namespace, base.backendApp(env, slot))));
  const addresses = new Map(pods.map(({ name, ip }) => [name, ip]));
  const gatewayClass = await api.get(keyFor(kinds.GatewayClass, parts.gatewayClassName));
  const [port, ...further] = readTargetPorts(base, serves);
  const ports = Object.fromEntries(serves.map((serving, index) => [serving, [port, ...further][index]]));
  return {
    api,
    board: createBoard(api, [...watched, ...others], signal, parts.onFailure),
    link: { dial: parts.dial, clock },
    addressOf: (pod) => addresses.get(pod),
    sender: createSender(parts.dial, (pod) => addresses.get(pod), pace.requestMs),
    clock,
    signal,
    pace,
    runId,
    gatewayClass,
    requestsPerStage: parts.requestsPerStage,
    model: { controllerName: parts.controllerName, features: new Set(parts.features), endpoints: 'slices' },
    place: {
      gatewayClassName: parts.gatewayClassName,
      pods: pods.map(({ ip }) => ({ address: ip, port, ports })),
      certificate: await authority.issue(['*.example.com']),
    },
  };
}

/** The ports that the echo servers listen on, as endpoints of theirs would have them. */
function readTargetPorts(base: BaseDefinition, serves: readonly Serving[]): readonly [number, ...number[]] {
  const ports = serves.map((serving): ResolvedPort => {
    return { serves: serving, name: serving, port: 80, appProtocol: '', targetPort: 'number' };
  });
  const [slice] = base.backendEndpoints({ name: 'any', namespace: 'any', ports, addresses: ['127.0.0.1'] });
  const [first, ...further] = slice?.ports as readonly { port: number }[];
  if (first === undefined) throw new HarnessError('endpoints of the base resources have no port for HTTP');
  return [first.port, ...further.map((each) => each.port)];
}

function tlsSecret(name: string, namespace: string, pair: { certificate: string; privateKey: string }): KubeObject {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  const data = { 'tls.crt': encode(pair.certificate), 'tls.key': encode(pair.privateKey) };
  return newObject(kinds.Secret, { name, namespace }, { type: 'kubernetes.io/tls', data });
}

async function awaitPod(
  { api, clock, signal, workload }: GroundParts,
  namespace: string,
  app: string,
): Promise<{ name: string; ip: string }> {
  let ready: { name: string; ip: string } | undefined;
  const { satisfied } = await eventually(
    workload,
    async () => {
      const pods = await api.list(kinds.Pod, { namespace, labelSelector: `app=${app}` });
      [ready] = pods.flatMap(readReadyPod);
      const observed = pods.map((pod) => findCondition(pod, 'Ready')?.status ?? 'no condition').join(', ') || 'no pod';
      return { mismatches: ready ? [] : [{ path: 'pods', expected: 'Ready', observed }] };
    },
    { clock, signal },
  );
  if (satisfied && ready) return ready;
  throw new HarnessError(`no echo pod (app=${app}) in ${namespace} was Ready within ${workload.timeoutMs} ms`);
}
