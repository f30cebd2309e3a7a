import { expect } from 'chai';
import { conformant } from '../conformant.ts';
import { supportedFeatures } from '../constants.ts';
import { claimNoOwnAddresses } from './own-addresses.ts';

describe('claimNoOwnAddresses', () => {
  it('leaves out what Gateways that share an address cannot have, and nothing else', () => {
    const claimed = claimNoOwnAddresses(conformant).status.features(supportedFeatures);
    const left = supportedFeatures.filter((name) => !claimed.includes(name));
    expect(left).to.deep.equal(['GatewayInfrastructure', 'GatewayStaticAddresses']);
  });
});
