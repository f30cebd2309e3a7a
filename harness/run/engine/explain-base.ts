import { kinds, newObject } from '../../kinds/index.ts';
import type { Serving } from '../../scenario/backends.ts';
import type { BaseDefinition, BaseEnv } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { Certificate, ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { type PlannedBackend, planBackends, servesOverTls } from './backends.ts';
import { listShared } from './create-env.ts';
import { EXPLAINED_BASE } from './explain-env.ts';

/**
 * The shared Gateways and the backends that a scenario needs, for a cluster where no engine makes them. Each backend has a
 * pod of its own that its Service selects, since the addresses of pods that many Services share are known to a run only.
 */
export async function listExplainedBase(
  definition: ScenarioDefinition,
  base: BaseDefinition,
  env: ScenarioEnv,
): Promise<readonly KubeObject[]> {
  const baseEnv: BaseEnv = {
    runId: env.runId,
    namespace: EXPLAINED_BASE,
    gatewayClassName: env.gatewayClassName,
    echoImage: env.echoImage,
    name: (label) => label,
  };
  const gateways = listShared(definition).map((label) => base.sharedGateways[label].gateway(baseEnv));
  const namespaces = gateways.length > 0 ? [newObject(kinds.Namespace, { name: EXPLAINED_BASE })] : [];
  const plans = planBackends(definition, base.servicePorts, true);
  const certificate = plans.some(({ ports }) => servesOverTls(ports.map(({ serves }) => serves)))
    ? await env.certificate([env.backendTls.hostname, env.domain, `*.${env.domain}`], { uris: [env.backendTls.uri] })
    : undefined;
  const backends = plans
    .filter((plan) => plan.definition.late !== 'service')
    .flatMap((plan) => composeBackend(base, env, plan, certificate));
  return [...namespaces, ...gateways, ...backends];
}

function composeBackend(
  base: BaseDefinition,
  env: ScenarioEnv,
  { label, definition, ports }: PlannedBackend,
  certificate: Certificate | undefined,
): readonly KubeObject[] {
  const { name, namespace } = env.backend(label);
  const service = { name, namespace, ports, headless: definition.headless ?? false };
  // Without endpoints until a step gives it some.
  if (definition.late === 'endpoints') return [base.backendService(service)];
  const serves = new Set<Serving>(ports.map((port) => port.serves));
  const { asksClients = false } = definition;
  const secret = certificate && servesOverTls(serves) ? { certificate, asksClients } : {};
  return [
    base.backendService({ ...service, app: name }),
    ...base.backendPod({ name, namespace, image: env.echoImage, serves, ...secret }),
  ];
}
