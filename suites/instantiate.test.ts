import type { CustomContext } from '../harness/scenario/custom.ts';
import type { ScenarioDefinition } from '../harness/scenario/define.ts';
import type { KubeObject } from '../harness/scenario/kubernetes.ts';
import { declaredBackends } from '../harness/scenario/resolve-backends.ts';
import type { ObjectRef, Step } from '../harness/scenario/steps.ts';
import type { HttpRow } from '../harness/scenario/traffic.ts';
import { type FakeEnv, fakeEnv } from './fake-env.test.ts';

/** A scenario as a run would see it, with the objects that its steps make on the way. */
export interface Instance {
  env: FakeEnv;
  resources: readonly KubeObject[];
  steps: readonly Step[];
  /** Resources and all that steps apply. */
  objects: KubeObject[];
  /** Every reference that a step makes, those of custom steps too. */
  refs: ObjectRef[];
  /** Backend labels that rows name. */
  labels: string[];
}

const made = new Map<string, Promise<Instance>>();

/** Custom steps run too, and some wait: each scenario is seen once for a salt. */
export function instantiate(definition: ScenarioDefinition, salt = 'a'): Promise<Instance> {
  const key = `${definition.id} ${salt}`;
  const instance = made.get(key) ?? instantiateAnew(definition, salt);
  made.set(key, instance);
  return instance;
}

async function instantiateAnew(definition: ScenarioDefinition, salt: string): Promise<Instance> {
  const env = fakeEnv(definition, salt);
  const resources = (await definition.resources?.(env)) ?? [];
  const steps = typeof definition.steps === 'function' ? definition.steps(env) : definition.steps;
  const instance: Instance = { env, resources, steps, objects: [...resources], refs: [], labels: [] };
  instance.objects.push(...listMadeObjects(definition, env));
  for (const step of steps) await visit(instance, step);
  return instance;
}

/** What the engine makes for a scenario, as far as steps refer to it. */
function listMadeObjects(definition: ScenarioDefinition, env: FakeEnv): KubeObject[] {
  const backends = Object.entries(declaredBackends(definition)).flatMap(([label, { own }]) => {
    const { name, namespace } = env.backend(label);
    const metadata = { name, namespace };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, status: { podIP: '192.0.2.1' } };
    return [{ apiVersion: 'v1', kind: 'Service', metadata }, ...(own ? [pod] : [])];
  });
  const namespaces = Object.keys(definition.namespaces ?? {}).map((label) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: env.ns(label) },
  }));
  return [...backends, ...namespaces];
}

export function rowsOf(steps: readonly Step[]): HttpRow[] {
  return steps.flatMap((step) => (step.kind === 'http' ? [...step.rows] : []));
}

/** Identity of an object in the cluster. */
export function identify(object: KubeObject): string {
  return `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** Identity of what a reference means, by the rules of `ObjectRef`. */
export function resolve(env: FakeEnv, ref: ObjectRef): string {
  const [kind = '', ...rest] = ref.split('/');
  const label = rest.at(-1) ?? '';
  if (ref === 'Gateway/shared') return `Gateway/${env.gateway.namespace}/${env.gateway.name}`;
  if (kind === 'Namespace') return `Namespace//${env.ns(label)}`;
  const name = label.startsWith('=') ? label.slice(1) : env.name(label);
  const namespace = rest.length > 1 ? env.ns(rest[0] ?? '') : env.namespace;
  return `${kind}/${kind === 'GatewayClass' ? '' : namespace}/${name}`;
}

async function visit(instance: Instance, step: Step): Promise<void> {
  switch (step.kind) {
    case 'status':
    case 'patch':
    case 'delete':
    case 'absent':
      instance.refs.push(step.ref);
      return;
    case 'http':
      if ('gateway' in step.target && step.target.gateway) instance.refs.push(step.target.gateway);
      for (const { expect } of step.rows) {
        if ('backend' in expect) instance.labels.push(expect.backend);
        if ('oneOf' in expect) instance.labels.push(...expect.oneOf);
      }
      return;
    case 'distribution':
      if ('gateway' in step.target && step.target.gateway) instance.refs.push(step.target.gateway);
      instance.labels.push(...Object.keys(step.weights));
      return;
    case 'apply':
      instance.objects.push(...step.objects);
      return;
    case 'custom':
      await step.run(fakeContext(instance));
  }
}

/** Grants everything, and notes what is asked of it. */
function fakeContext(instance: Instance): CustomContext {
  const { env, objects, refs } = instance;
  const find = (ref: ObjectRef) => {
    refs.push(ref);
    const object = objects.find((candidate) => identify(candidate) === resolve(env, ref));
    if (!object) throw new Error(`${ref} names no object`);
    return { ...object, metadata: { ...object.metadata, creationTimestamp: '2024-01-01T00:00:00Z' } };
  };
  return {
    env,
    signal: new AbortController().signal,
    get: async (ref) => find(ref),
    apply: async (made) => void objects.push(...made),
    patch: async (ref) => find(ref),
    delete: async (ref) => void find(ref),
    expectStatus: async (ref) => void find(ref),
    expectTraffic: async () => {},
    expectHttp: async (_request, expect) => {
      if ('backend' in expect) instance.labels.push(expect.backend);
    },
    expectObject: async (ref, test) => void test(find(ref)),
    expectObjects: async ({ kinds }, test) => void test(objects.filter(({ kind }) => kinds.includes(kind))),
    expectObjectStays: async (ref, test) => void test(find(ref)),
  };
}
