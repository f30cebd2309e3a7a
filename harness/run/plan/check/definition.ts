import type { Feature } from '../../../scenario/catalogue.ts';
import type { BackendDefinition, ScenarioDefinition } from '../../../scenario/define.ts';
import { resolvePorts, type ServicePorts } from '../../../scenario/resolve-backends.ts';
import { compareVersions, parseVersion } from '../versions.ts';
import { findDuplicates, type Known } from './registries.ts';

/** What contradicts itself in a definition, before anything of it is called. One clause each. */
export function findDefinitionDefects(
  definition: ScenarioDefinition,
  known: Known,
  features: readonly Feature[],
  ports: ServicePorts,
): string[] {
  return [
    ...[...definition.features, ...(definition.unless ?? [])]
      .filter((feature) => !known.features.has(feature))
      .map((feature) => `has the unknown feature ${feature}`),
    ...(definition.unless ?? [])
      .filter((feature) => definition.features.includes(feature))
      .map((feature) => `needs feature ${feature} and must not have it`),
    ...definition.requirements
      .filter((id) => !known.requirements.has(id))
      .map((id) => `has the unknown requirement ${id}`),
    ...(definition.features.length === 0 ? ['has no feature'] : []),
    ...(definition.requirements.length === 0 ? ['has no requirement'] : []),
    ...(definition.namespaces && 'main' in definition.namespaces
      ? ["declares the namespace 'main', which exists"]
      : []),
    ...findBackendDefects(definition, ports),
    ...findVersionDefects(definition, features),
  ];
}

function findBackendDefects({ backends = {}, namespaces = {} }: ScenarioDefinition, ports: ServicePorts): string[] {
  return Object.entries(backends).flatMap(([label, backend]) => [
    ...(backend.namespace !== undefined && !Object.hasOwn(namespaces, backend.namespace)
      ? [`puts backend ${label} in the unknown namespace '${backend.namespace}'`]
      : []),
    ...findNameDefects(label, backend, backends),
    ...findPodDefects(label, backend, backends),
    ...findPortDefects(label, backend, ports),
  ]);
}

function findNameDefects(
  label: string,
  { namesakeOf, namespace }: BackendDefinition,
  backends: Readonly<Record<string, BackendDefinition>>,
): string[] {
  if (namesakeOf === undefined) return [];
  const other = backends[namesakeOf];
  if (!other) return [`gives backend ${label} the name of the unknown backend '${namesakeOf}'`];
  return other.namespace === namespace
    ? [`gives backend ${label} the name of '${namesakeOf}', which is in the same namespace`]
    : [];
}

function findPodDefects(
  label: string,
  { own, podOf }: BackendDefinition,
  backends: Readonly<Record<string, BackendDefinition>>,
): string[] {
  if (podOf === undefined) return [];
  const owner = backends[podOf];
  return [
    ...(own ? [`gives backend ${label} a pod of its own, and that of '${podOf}'`] : []),
    ...(owner ? [] : [`gives backend ${label} the pod of the unknown backend '${podOf}'`]),
    ...(owner?.podOf === undefined ? [] : [`gives backend ${label} the pod of '${podOf}', which has none itself`]),
  ];
}

function findPortDefects(label: string, backend: BackendDefinition, ports: ServicePorts): string[] {
  const resolved = resolvePorts(backend, ports);
  const numbers = resolved.map(({ serves, port }) => `${port}/${serves === 'udp' ? 'UDP' : 'TCP'}`);
  return [
    ...findDuplicates(resolved.map(({ name }) => name)).map(
      (name) => `has two ports named '${name}' on backend ${label}`,
    ),
    ...findDuplicates(numbers).map((number) => `has port ${number} twice on backend ${label}`),
  ];
}

function findVersionDefects({ since, until, features }: ScenarioDefinition, known: readonly Feature[]): string[] {
  if (!parseVersion(since)) return [`has the unreadable version since: ${since}`];
  if (until !== undefined && !parseVersion(until)) return [`has the unreadable version until: ${until}`];
  if (until !== undefined && (compareVersions(since, until) ?? 0) > 0) {
    return [`holds since ${since}, which is after until ${until}`];
  }
  return known
    .filter(({ name }) => features.includes(name))
    .flatMap((feature) => [
      ...(until !== undefined && feature.since !== undefined && (compareVersions(feature.since, until) ?? 0) > 0
        ? [`holds until ${until}, and feature ${feature.name} is new in ${feature.since}`]
        : []),
      ...(feature.until !== undefined && (compareVersions(since, feature.until) ?? 0) > 0
        ? [`holds since ${since}, and feature ${feature.name} was in ${feature.until} the last time`]
        : []),
    ]);
}
