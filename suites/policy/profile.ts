import type { Feature, Profile } from '../../harness/scenario/catalogue.ts';

/** What a cluster must refuse, and whom; no implementation has a part in it, and no GatewayClass publishes it. */
export const policyFeature: Feature<'Policy'> = {
  name: 'Policy',
  resources: ['Policy'],
  support: 'Core',
  channel: 'standard',
};

/** A profile of our own, which no official report has. */
export const policyProfile: Profile = { name: 'POLICY', own: true, coreFeatures: ['Policy'], extendedFeatures: [] };
