import { expect } from 'chai';
import fc from 'fast-check';
import { createModel } from '../model/model.ts';
import { controllerName, everyFeature, gatewayClass } from '../model/testing.ts';
import { arbitraryPlan, defaultLimits } from './arbitrary.ts';
import type { Place } from './place.ts';
import type { Plan } from './plan.ts';
import { chooseRequests } from './requests/choose.ts';
import { planStages } from './stages.ts';

const place: Place = {
  domain: 'case.example.com',
  namespaces: ['case-a', 'case-b', 'case-c'],
  gatewayClassName: 'own',
  pods: ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => ({ address, port: 3000 })),
  certificate: { certificate: 'CERTIFICATE', privateKey: 'KEY' },
};

const options = { ...everyFeature, controllerName, endpoints: 'slices' as const };
const limits = { ...defaultLimits, features: options.features };
const model = (objects: readonly unknown[]) => createModel([gatewayClass, ...objects], options);

describe('generated cases', () => {
  it('are the same for the same seed', () => {
    const draw = () => fc.sample(arbitraryPlan(limits), { seed: 7, numRuns: 20 });
    expect(draw()).to.deep.equal(draw());
  });

  it('change something in each stage, and name objects once', () => {
    fc.assert(
      fc.property(arbitraryPlan(limits), (plan) => {
        for (const { objects, operations } of planStages(plan, place)) {
          const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
          expect(new Set(names).size).to.equal(names.length);
          expect(operations).not.to.have.length(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('make requests that the model answers, among them ones for backends, for errors and for redirects', () => {
    const kinds = new Map<string, number>();
    for (const plan of fc.sample(arbitraryPlan(limits), { seed: 1, numRuns: 25 }))
      for (const { objects } of planStages(plan, place))
        for (const { answer } of chooseRequests(model(objects), place.domain, 40, (below) => below - 1)) {
          const kind = answer.alternatives[0].branches[0]?.outcome.kind ?? 'none';
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        }
    for (const kind of ['forward', 'respond', 'redirect']) expect(kinds.get(kind), kind).to.be.greaterThan(20);
  });

  it('delete and make again what a change says', () => {
    const [plan] = fc.sample(arbitraryPlan(limits), { seed: 1, numRuns: 1 }) as [Plan];
    const toggled: Plan = {
      ...plan,
      services: [{ namespace: 0, pod: 0, shape: 0 }],
      changes: [
        { kind: 'serviceToggled', service: 0 },
        { kind: 'serviceToggled', service: 0 },
      ],
    };
    const kinds = planStages(toggled, place)
      .slice(1)
      .map(({ operations }) => operations.map(({ kind, object }) => `${kind} ${object.kind}`));
    expect(kinds).to.deep.equal([
      ['delete Service', 'delete EndpointSlice'],
      ['apply Service', 'apply EndpointSlice'],
    ]);
  });
});
