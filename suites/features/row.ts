import type { Feature } from '../../harness/scenario/catalogue.ts';

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
