import { expect } from 'chai';
import { loadReleaseJudge } from '../../apimachinery/validate/index.ts';
import { createExplainEnv } from '../../harness/run/engine/explain-env.ts';
import type { AdmissionStep } from '../../harness/scenario/steps.ts';
import { catalogue } from '../index.ts';
import { packValue, unpackValue } from './pack.ts';
import { personas } from './roles.ts';
import { policyScenarios } from './scenarios/index.ts';

const stepsOf = (id: string): AdmissionStep[] => {
  const definition = policyScenarios.find((one) => one.id === id);
  if (!definition) throw new Error(`there is no scenario ${id}`);
  const { steps } = definition;
  const made = typeof steps === 'function' ? steps(createExplainEnv(definition, catalogue.base)) : steps;
  return made.filter((step): step is AdmissionStep => step.kind === 'admission');
};

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
      if (until !== undefined || !/^Admission/.test(id) || /Personas|Changes/.test(id)) continue;
      for (const { name, objects, expect: wanted } of stepsOf(id)) {
        // The bundled schemas have no CEL, and know the kinds under one version only.
        if (name.includes(' cel: ') || !judge.schemaOf(objects[0].apiVersion, objects[0].kind)) continue;
        const { findings } = judge.judge(objects[0]);
        if (wanted === 'accepted') expect(findings, `${id} ${name}`).to.deep.equal([]);
      }
    }
  });

  it('tries each persona for what it may do and what not', () => {
    const steps = stepsOf('AdmissionPersonas');
    for (const persona of personas) {
      const own = steps.filter(({ as }) => as?.endsWith(`:${persona}`));
      expect(own.filter(({ expect: wanted }) => wanted === 'accepted').length, persona).to.be.at.least(1);
      expect(own.filter(({ expect: wanted }) => wanted === 'forbidden').length, persona).to.be.at.least(9);
    }
  });

  it('keeps long values short in its file', () => {
    for (const value of ['a'.repeat(254), { x: [1, 1, 1, 1, 1, 1] }, [['b']], null, 'ab', [1, 2, 3, 4, 5]]) {
      expect(unpackValue(JSON.parse(JSON.stringify(packValue(value))))).to.deep.equal(value);
    }
    expect(JSON.stringify(packValue('a'.repeat(254)))).to.have.length.below(12);
  });
});
