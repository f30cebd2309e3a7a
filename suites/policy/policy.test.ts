import { expect } from 'chai';
import { loadReleaseJudge } from '../../apimachinery/validate/index.ts';
import { createExplainEnv } from '../../harness/run/engine/explain-env.ts';
import type { AdmissionStep, Step } from '../../harness/scenario/steps.ts';
import { catalogue } from '../index.ts';
import { exampleKinds } from './examples/index.ts';
import { packValue, unpackValue } from './pack.ts';
import { personas } from './roles.ts';
import { policyScenarios } from './scenarios/index.ts';

const makeSteps = (id: string): readonly Step[] => {
  const definition = policyScenarios.find((one) => one.id === id);
  if (!definition) throw new Error(`there is no scenario ${id}`);
  const { steps } = definition;
  return typeof steps === 'function' ? steps(createExplainEnv(definition, catalogue.base)) : steps;
};
const stepsOf = (id: string): AdmissionStep[] => makeSteps(id).filter((step) => step.kind === 'admission');

describe('what a cluster must refuse', () => {
  it('is asked of each kind in each of its versions, with objects that are accepted and refused', () => {
    const kinds = policyScenarios.filter(({ id }) =>
      /^Admission[A-Za-z]*(Route|Gateway|Class|Set|Grant|Policy)(V1beta1)?$/.test(id),
    );
    expect(kinds.map(({ id }) => id).sort()).to.deep.equal([
      ...['AdmissionBackendTLSPolicy', 'AdmissionGRPCRoute', 'AdmissionGateway', 'AdmissionGatewayClass'],
      ...['AdmissionGatewayClassV1beta1', 'AdmissionGatewayV1beta1', 'AdmissionHTTPRoute', 'AdmissionHTTPRouteV1beta1'],
      ...['AdmissionListenerSet', 'AdmissionReferenceGrant', 'AdmissionReferenceGrantV1beta1'],
      ...['AdmissionTCPRoute', 'AdmissionTLSRoute', 'AdmissionUDPRoute'],
    ]);
    for (const { id } of kinds) {
      const steps = stepsOf(id);
      expect(steps.filter(({ expect: wanted }) => wanted === 'accepted').length, id).to.be.at.least(1);
      expect(steps.filter(({ expect: wanted }) => typeof wanted === 'object').length, id).to.be.at.least(15);
    }
  });

  it('is what the schemas refuse, and nothing that they accept', async () => {
    const judge = await loadReleaseJudge('bundled');
    for (const { id, until } of policyScenarios) {
      if (until !== undefined || !/^Admission/.test(id) || /Personas|Changes|Upgrades/.test(id)) continue;
      for (const { name, objects, expect: wanted } of stepsOf(id)) {
        // The bundled schemas have no CEL, and know the kinds under one version only.
        if (name.includes(' cel: ') || !judge.schemaOf(objects[0].apiVersion, objects[0].kind)) continue;
        const { findings } = judge.judge(objects[0]);
        if (wanted === 'accepted') expect(findings, `${id} ${name}`).to.deep.equal([]);
      }
    }
  });

  it('tries each persona for what it may do and what not, with every kind, in its namespace, another, and all', () => {
    const steps = makeSteps('AdmissionPersonas').filter((step) => step.kind === 'access');
    const kinds = exampleKinds.map(({ kind }) => kind).sort();
    for (const persona of personas) {
      const own = steps.filter(({ as }) => as.endsWith(`:${persona}`));
      expect(
        [...new Set(own.map(({ object }) => object.kind))].filter((kind) => kinds.includes(kind)).sort(),
      ).to.deep.equal(kinds);
      const namespaces = new Set(own.map(({ object }) => object.metadata.namespace));
      expect(namespaces.size, persona).to.equal(3);
      for (const { name, may, mayNot } of own) {
        expect([...may, ...mayNot], name).to.include.members([
          'get',
          'list',
          'watch',
          'create',
          'update',
          'patch',
          'delete',
        ]);
      }
      expect(own.flatMap(({ may }) => may).length, persona).to.be.at.least(60);
      expect(own.flatMap(({ mayNot }) => mayNot).length, persona).to.be.at.least(60);
    }
  });

  it('keeps long values short in its file', () => {
    for (const value of ['a'.repeat(254), { x: [1, 1, 1, 1, 1, 1] }, [['b']], null, 'ab', [1, 2, 3, 4, 5]]) {
      expect(unpackValue(JSON.parse(JSON.stringify(packValue(value))))).to.deep.equal(value);
    }
    expect(JSON.stringify(packValue('a'.repeat(254)))).to.have.length.below(12);
  });
});
