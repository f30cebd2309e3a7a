import { expect } from 'chai';
import fc from 'fast-check';
import { arbitraryPlan, defaultLimits } from '../arbitrary.ts';
import { describeManifest, type Place } from '../place.ts';
import { planStages } from '../stages.ts';

const place: Place = {
  domain: 'case.example.com',
  namespaces: ['case-a', 'case-b', 'case-c'],
  gatewayClassName: 'own',
  pods: [{ address: '10.0.0.1', port: 3000, ports: { http: 3000, grpc: 3001, tls: 3002, tcp: 3003, udp: 3004 } }],
  certificate: { certificate: 'certificate', privateKey: 'key' },
};
const kinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];
const world = { kinds, listenerSets: true, policies: true, catchAll: true };
const plans = (limits: object) => fc.sample(arbitraryPlan({ ...defaultLimits, ...limits }), { seed: 3, numRuns: 80 });

describe('generated worlds', () => {
  it('have objects of all kinds, each named once and made after those that are older', () => {
    const seen = new Set<string>();
    for (const plan of plans({ world }).filter((each) => each.world)) {
      const [first, ...more] = planStages(plan, place);
      expect(more).to.deep.equal([]);
      const names = (first?.objects ?? []).map(describeManifest);
      expect(new Set(names).size).to.equal(names.length);
      for (const { kind } of first?.objects ?? []) seen.add(kind);
    }
    expect([...seen]).to.include.members([...kinds, 'Gateway', 'ListenerSet', 'BackendTLSPolicy', 'ReferenceGrant']);
  });

  it('are made only where they are asked for', () => {
    expect(plans({}).some((plan) => plan.world)).to.equal(false);
    expect(new Set(plans({ world }).map((plan) => plan.world !== undefined)).size).to.equal(2);
  });
});
