import type { Profile } from '../../harness/scenario/catalogue.ts';
import { ingressFeatures } from './features.ts';

/** A profile of our own, which no official report has: what a controller of Ingress does. */
export const ingressProfile: Profile = {
  name: 'INGRESS',
  own: true,
  coreFeatures: ['Ingress'],
  extendedFeatures: ingressFeatures.filter(({ support }) => support === 'Extended').map(({ name }) => name),
};
