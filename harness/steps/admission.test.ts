import { expect } from 'chai';
import { KubeError } from '../kube/errors.ts';
import { createMemoryApi } from '../kube/memory-api.test.ts';
import type { AdmissionExpectation } from '../scenario/expectations.ts';
import { fakeClock } from '../wait/index.ts';
import { runAdmission } from './admission.ts';

describe('runAdmission', () => {
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'ns' } };
  const REFUSAL = 'Service "a" is invalid: spec.ports[0].port: Invalid value: 0: must be above 0';
  const refusal = (status: number, message = REFUSAL) =>
    new KubeError('apply Service ns/a', { status, reason: 'Invalid', message });
  const run = async (expectation: AdmissionExpectation, error?: Error, user?: string) => {
    const api = createMemoryApi([], (given) => {
      if (error) throw error;
      return given;
    });
    const outcome = await runAdmission(
      { api, clock: fakeClock(), signal: new AbortController().signal },
      { objects: [object], expect: expectation, as: user },
    );
    expect(api.objects.size).to.equal(0);
    return outcome;
  };

  it('passes what is as expected, and leaves nothing', async () => {
    expect(await run('accepted')).to.include({ outcome: 'passed' });
    expect(await run({ refused: {} }, refusal(422))).to.include({ outcome: 'passed' });
    const told = { refused: { field: 'spec.ports', message: 'must be (above|over)' } };
    expect(await run(told, refusal(422))).to.include({ outcome: 'passed' });
    expect(await run({ refused: {} }, refusal(403, 'policy x denied request'))).to.include({ outcome: 'passed' });
  });

  it('fails where the server judges otherwise, telling its words', async () => {
    expect((await run({ refused: {} })).message).to.equal('Service ns/a: expected to be refused, got accepted');
    expect((await run('accepted', refusal(422))).message).to.contain(`refused: ${REFUSAL}`);
    const { mismatches } = await run({ refused: { field: 'spec.port', message: 'nothing' } }, refusal(422));
    expect(mismatches.map(({ expected }) => expected)).to.deep.equal(['to match "nothing"', 'to name spec.port']);
  });

  it('takes an answer that judges nothing for an error', async () => {
    for (const error of [refusal(500), refusal(403, 'user may not'), new Error('gone')]) {
      expect(await run({ refused: {} }, error).catch((thrown: unknown) => thrown)).to.equal(error);
    }
  });

  it('tells what a user may not do from what nobody may', async () => {
    const forbidden = refusal(403, 'services is forbidden: User "dev" cannot patch resource "services"');
    expect(await run('forbidden', forbidden, 'dev')).to.include({ outcome: 'passed' });
    expect((await run('accepted', forbidden, 'dev')).message).to.contain('got forbidden: services is forbidden');
    expect((await run('forbidden', refusal(422), 'dev')).message).to.contain('expected to be forbidden, got refused');
    expect((await run('forbidden', undefined, 'dev')).message).to.contain('got accepted');
    // Of another user: the run's own may not impersonate.
    expect(await run('forbidden', forbidden, 'ops').catch((thrown: unknown) => thrown)).to.equal(forbidden);
  });
});
