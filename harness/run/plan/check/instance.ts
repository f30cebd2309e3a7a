import { keyOf, storageName } from '../../../kube/key.ts';
import type { BaseDefinition } from '../../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../../scenario/define.ts';
import type { ScenarioEnv } from '../../../scenario/env.ts';
import type { KubeObject } from '../../../scenario/kubernetes.ts';
import type { Step } from '../../../scenario/steps.ts';
import { kindOf, listSteps } from '../../../steps/index.ts';
import { planBackends } from '../../engine/backends.ts';
import { createExplainEnv } from '../../engine/explain-env.ts';
import { placeObject } from '../../engine/ledger.ts';

/** A scenario as a run would see it, without a cluster. */
export interface Instance {
  env: ScenarioEnv;
  resources: readonly KubeObject[];
  steps: readonly Step[];
  /** What the engine makes for its backends. */
  backends: readonly KubeObject[];
  /** Labels that it made names from. */
  labels: ReadonlySet<string>;
  /** DNS names that it made certificates for. */
  certified: ReadonlySet<string>;
}

/**
 * @param salt is part of every name, so that names which are written literally show
 * @throws whatever the scenario's own functions throw
 */
export async function instantiate(definition: ScenarioDefinition, base: BaseDefinition, salt = ''): Promise<Instance> {
  const labels = new Set<string>();
  const certified = new Set<string>();
  const plain = createExplainEnv(definition, base, salt);
  const note = (label: string): string => {
    labels.add(label);
    return label;
  };
  const env: ScenarioEnv = {
    ...plain,
    name: (label) => plain.name(note(label)),
    host: (label) => plain.host(note(label)),
    certificate(dnsNames, options) {
      for (const name of dnsNames) certified.add(name);
      return plain.certificate(dnsNames, options);
    },
  };
  const resources = (await definition.resources?.(env)) ?? [];
  return {
    env,
    resources,
    steps: listSteps(definition, env),
    backends: composeBackends(definition, base, env),
    labels,
    certified,
  };
}

/** Objects that there are before a step, by identity. */
export function listMade({ env, resources, steps, backends }: Instance, before: number): Map<string, KubeObject> {
  const applied = steps.slice(0, before).flatMap((step) => kindOf(step).objects(step));
  return new Map([...resources, ...backends, ...applied].map((object) => [identify(object, env), object]));
}

/** Identity of an object; one that names no namespace gets the main one where its kind has any. */
export function identify(object: KubeObject, env: ScenarioEnv): string {
  return storageName(keyOf(placeObject(object, env.namespace)));
}

function composeBackends(definition: ScenarioDefinition, base: BaseDefinition, env: ScenarioEnv): KubeObject[] {
  return planBackends(definition, base.servicePorts).flatMap(({ label, ports, selects, pod, definition: backend }) => {
    const { name, namespace } = env.backend(label);
    const named = { name, namespace, ports };
    const addresses = ['192.0.2.1', '2001:db8::1'];
    const isOwner = 'own' in pod && pod.own === label;
    const serves = new Set(ports.map((port) => port.serves));
    return [
      base.backendService({ ...named, headless: backend.headless ?? false, ...(selects ? { app: name } : {}) }),
      ...(selects ? [] : base.backendEndpoints({ ...named, addresses })),
      ...(isOwner ? base.backendPod({ name, namespace, image: env.echoImage, serves }) : []),
    ];
  });
}
