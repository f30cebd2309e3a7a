import type { Feature } from '../../harness/scenario/catalogue.ts';

/** What takes long because there is much of it, and is tried where it is asked for; no GatewayClass publishes it. */
export const scaleFeature: Feature<'Scale'> = {
  name: 'Scale',
  resources: ['Scale'],
  support: 'Extended',
  channel: 'standard',
};
