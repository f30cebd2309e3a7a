import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { asksIngress, asksIngressAlone, needsNoGatewayClass, refuseNoIngress } from './ingress.ts';

const catalogue = {
  profiles: [
    { name: 'GATEWAY-HTTP', coreFeatures: ['Gateway', 'HTTPRoute'], extendedFeatures: [] },
    { name: 'MESH-HTTP', coreFeatures: ['HTTPRoute', 'Mesh'], extendedFeatures: [] },
    { name: 'INGRESS', own: true as const, coreFeatures: ['Ingress'], extendedFeatures: [] },
  ],
};
const selection = (...profiles: string[]) => ({ profiles, supportedFeatures: [] });

describe('asking for Ingress', () => {
  it('is done by its profile or its feature, and by nothing else', () => {
    expect(asksIngress(catalogue, selection())).to.equal(false);
    expect(asksIngress(catalogue, selection('GATEWAY-HTTP'))).to.equal(false);
    expect(asksIngress(catalogue, selection('GATEWAY-HTTP', 'INGRESS'))).to.equal(true);
    expect(asksIngress(catalogue, { profiles: [], supportedFeatures: ['Ingress'] })).to.equal(true);
    expect(asksIngressAlone(catalogue, selection('GATEWAY-HTTP', 'INGRESS'))).to.equal(false);
    expect(asksIngressAlone(catalogue, selection('INGRESS'))).to.equal(true);
  });

  it('needs no GatewayClass, unless Gateways are asked for too', () => {
    const needsNone = (...profiles: string[]) =>
      needsNoGatewayClass(catalogue, selection(...profiles), { gatewayClass: 'c' });
    expect(needsNone('INGRESS')).to.equal(true);
    expect(needsNone('INGRESS', 'MESH-HTTP')).to.equal(true);
    expect(needsNone('INGRESS', 'GATEWAY-HTTP')).to.equal(false);
    expect(needsNone()).to.equal(false);
  });

  it('is refused where nobody serves it', () => {
    const ask = () => refuseNoIngress(catalogue, selection('INGRESS'), { project: 'acme' });
    expect(ask).to.throw(UsageError, 'Ingress is asked for, and acme is not known to serve it');
  });
});
