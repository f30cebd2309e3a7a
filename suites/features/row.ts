import type { Feature } from '../../harness/scenario/catalogue.ts';
import type { Version } from '../../harness/scenario/define.ts';

// Names are kept as literals, so that scenarios can only need what there is.

export function core<const Name extends string>(name: Name): Feature<Name> {
  return { name, resources: [name], support: 'Core', channel: 'standard' };
}

/** Extended features of one resource. */
export function extended<const Name extends string>(resource: string, ...names: readonly Name[]): Feature<Name>[] {
  return names.map((name) => ({ name, resources: [resource], support: 'Extended', channel: 'standard' }));
}

/** Extended features of one resource that only the experimental channel has. */
export function experimental<const Name extends string>(resource: string, ...names: readonly Name[]): Feature<Name>[] {
  return names.map((name) => ({ name, resources: [resource], support: 'Extended', channel: 'experimental' }));
}

export function since<Name extends string>(version: Version, features: readonly Feature<Name>[]): Feature<Name>[] {
  return features.map((feature) => ({ ...feature, since: version }));
}

export function until<Name extends string>(version: Version, features: readonly Feature<Name>[]): Feature<Name>[] {
  return features.map((feature) => ({ ...feature, until: version }));
}

export function standardSince<Name extends string>(
  version: Version,
  features: readonly Feature<Name>[],
): Feature<Name>[] {
  return features.map((feature) => ({ ...feature, standardSince: version }));
}

/** Whether a release line has the feature. */
export function isIn(version: Version, feature: Pick<Feature, 'since' | 'until'>): boolean {
  const minor = (line: Version): number => Number(line.slice(line.indexOf('.') + 1));
  return minor(feature.since ?? version) <= minor(version) && minor(feature.until ?? version) >= minor(version);
}
