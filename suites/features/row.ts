import type { Feature } from '../../harness/scenario/catalogue.ts';

export function core(name: string): Feature {
  return { name, resources: [name], support: 'Core', channel: 'standard' };
}

/** Extended features of one resource. */
export function extended(resource: string, ...names: readonly string[]): Feature[] {
  return names.map((name) => ({ name, resources: [resource], support: 'Extended', channel: 'standard' }));
}

/** Extended features of one resource that only the experimental channel has. */
export function experimental(resource: string, ...names: readonly string[]): Feature[] {
  return names.map((name) => ({ name, resources: [resource], support: 'Extended', channel: 'experimental' }));
}
