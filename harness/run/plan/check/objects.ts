import { isRecord } from '../../../common/guards.ts';
import { findKind } from '../../../kinds/index.ts';
import type { ScenarioDefinition } from '../../../scenario/define.ts';
import type { KubeObject } from '../../../scenario/kubernetes.ts';
import { declaredBackends } from '../../../scenario/resolve-backends.ts';
import { kindOf } from '../../../steps/index.ts';
import { type Instance, identify } from './instance.ts';
import { findDuplicates } from './registries.ts';

/** Names are drawn from at most so much of a label. */
const LONGEST_LABEL = 34;

/** What a scenario's objects contradict, one clause each. `other` is the same scenario under other names. */
export function findObjectDefects(definition: ScenarioDefinition, instance: Instance, other: Instance): string[] {
  const { env, labels } = instance;
  const objects = listObjects(instance);
  const namespaces = new Set(['main', ...Object.keys(definition.namespaces ?? {})].map((label) => env.ns(label)));
  return [
    ...objects.flatMap((object) => findIdentityDefects(object, namespaces)),
    ...findDuplicates(instance.resources.map((object) => identify(object, env))).map((key) => `makes ${key} twice`),
    ...findLiteralNames(objects, listObjects(other)),
    ...[...labels]
      .filter((label) => label.length > LONGEST_LABEL)
      .map((label) => `has the label '${label}' of more than ${LONGEST_LABEL} characters`),
    ...findForeignHosts(instance, objects),
    ...findUnused(definition, instance, objects),
  ];
}

function listObjects({ resources, steps }: Instance): KubeObject[] {
  return [...resources, ...steps.flatMap((step) => kindOf(step).objects(step))];
}

function findIdentityDefects(object: KubeObject, namespaces: ReadonlySet<string>): string[] {
  const { apiVersion, kind, metadata } = object;
  const named = `${kind ?? 'an object'} ${metadata?.name ?? 'without a name'}`;
  if (typeof apiVersion !== 'string' || !/^([a-z0-9.-]+\/)?v\d/.test(apiVersion))
    return [`makes ${named} without an apiVersion`];
  if (typeof kind !== 'string' || !/^[A-Z]/.test(kind)) return [`makes ${named} without a kind`];
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(metadata?.name ?? ''))
    return [`makes a ${kind} whose name is none: '${metadata?.name}'`];
  const isClusterScoped = findKind(object)?.clusterScoped === true;
  if (metadata.namespace === undefined) return [];
  if (isClusterScoped) return [`puts ${named} in a namespace, where it can be in none`];
  return namespaces.has(metadata.namespace)
    ? []
    : [`puts ${named} in the namespace '${metadata.namespace}', which is not its own`];
}

/** A name that stays the same under other names is written literally: an implementation could answer for it alone. */
function findLiteralNames(objects: readonly KubeObject[], others: readonly KubeObject[]): string[] {
  const names = new Set(others.map(({ metadata }) => metadata.name));
  return objects
    .filter(({ metadata }) => names.has(metadata.name))
    .map(({ kind, metadata }) => `names ${kind} '${metadata.name}' literally; take env.name(…)`);
}

/** Hostnames are its own, so that scenarios can run at the same time. */
function findForeignHosts({ env, steps, certified }: Instance, objects: readonly KubeObject[]): string[] {
  const requests = steps.flatMap((step) => kindOf(step).requests(step));
  const sent = requests.flatMap(({ send }) =>
    ['host', 'sni', 'authority'].map((field) => (send as Record<string, unknown>)[field]),
  );
  const written = objects.flatMap(({ spec }) => [...findAll(spec, 'hostnames'), ...findAll(spec, 'hostname')]);
  const hosts = [...sent, ...written, ...certified].filter((host) => typeof host === 'string' && host !== '');
  return (
    [...new Set(hosts.map((host) => String(host).toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')))]
      .filter((host) => host !== env.domain && host !== env.backendTls.hostname)
      // Names of Services are as much its own.
      .filter((host) => ![env.domain, env.namespace].some((domain) => host.endsWith(`.${domain}`)))
      .map((host) => `uses the hostname ${host}, which is not below env.domain`)
  );
}

/** Every value of a field of that name, however deep; lists give their elements. */
function findAll(value: unknown, field: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => findAll(element, field));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === field ? [inner].flat() : findAll(inner, field)));
}

/** What is declared and then forgotten was meant for something. */
function findUnused(
  definition: ScenarioDefinition,
  { env, steps }: Instance,
  objects: readonly KubeObject[],
): string[] {
  if (steps.some((step) => kindOf(step).opaque)) return [];
  const text = JSON.stringify([objects, steps]);
  const declared = Object.entries(declaredBackends(definition));
  const named = new Set(steps.flatMap((step) => kindOf(step).backends(step)));
  const isUsed = (label: string): boolean =>
    named.has(label) ||
    text.includes(`"${env.backend(label).name}"`) ||
    declared.some(([, { podOf }]) => podOf === label);
  const inNamespace = (label: string): boolean =>
    text.includes(`"${env.ns(label)}"`) || declared.some(([, { namespace }]) => namespace === label);
  return [
    ...(definition.backends ? declared : [])
      .filter(([label]) => !isUsed(label))
      .map(([label]) => `does not use its backend ${label}`),
    ...Object.keys(definition.namespaces ?? {})
      .filter((label) => !inNamespace(label))
      .map((label) => `does not use its namespace '${label}'`),
  ];
}
