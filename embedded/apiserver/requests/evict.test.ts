import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };

const PODS = '/api/v1/namespaces/default/pods';
const BUDGETS = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';

describe('embedded API server: eviction', () => {
  let api: TestClient;
  beforeEach(async () => {
    api = await startTestServer();
    await api.call('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
    await api.call('POST', PODS, {
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i' }] },
    });
    await setStatus('Running', 'True');
  });
  afterEach(() => api.stop());

  const setStatus = (phase: string, ready: string) =>
    api.call(
      'PATCH',
      `${PODS}/web/status`,
      { status: { phase, conditions: [{ type: 'Ready', status: ready }] } },
      MERGE,
    );
  const evict = (more: object = {}, query = '') =>
    api.call('POST', `${PODS}/web/eviction${query}`, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name: 'web' },
      ...more,
    });
  const guard = async (name: string, status: object) => {
    const spec = { selector: { matchLabels: { app: 'web' } }, minAvailable: 1 };
    await api.call('POST', BUDGETS, { metadata: { name }, spec });
    await api.call('PATCH', `${BUDGETS}/${name}/status`, { status }, MERGE);
  };

  it('marks the pod and deletes it', async () => {
    const { code, body } = await evict();
    expect([code, body]).to.deep.equal([
      201,
      { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    ]);
    const pod = (await api.call('GET', `${PODS}/web`)).body;
    expect(pod.metadata.deletionTimestamp).to.be.a('string');
    expect(pod.status.conditions.at(-1)).to.include({ type: 'DisruptionTarget', reason: 'EvictionByEvictionAPI' });
  });

  it('heeds the options of the deletion', async () => {
    const { uid, resourceVersion } = (await api.call('GET', `${PODS}/web`)).body.metadata;
    const wrong = await evict({ deleteOptions: { preconditions: { uid: 'other' } } });
    expect(wrong.code).to.equal(409);
    const old = await evict({ deleteOptions: { preconditions: { resourceVersion: '1' } } });
    expect(old.code).to.equal(409);
    const right = { preconditions: { uid, resourceVersion }, gracePeriodSeconds: 0 };
    expect((await evict({ deleteOptions: right })).code).to.equal(201);
    expect((await api.call('GET', `${PODS}/web`)).code).to.equal(404);
    expect((await evict()).body.message).to.equal('pods "web" not found');
  });

  it('changes nothing on a dry run', async () => {
    await guard('b', { observedGeneration: 1, disruptionsAllowed: 1 });
    expect((await evict({}, '?dryRun=All')).code).to.equal(201);
    expect((await evict({ deleteOptions: { dryRun: ['All'] } })).code).to.equal(201);
    expect((await api.call('GET', `${PODS}/web`)).body.metadata).not.to.have.property('deletionTimestamp');
    expect((await api.call('GET', `${BUDGETS}/b`)).body.status.disruptionsAllowed).to.equal(1);
  });

  it('takes one of what the budget allows', async () => {
    await guard('b', { observedGeneration: 1, disruptionsAllowed: 1 });
    expect((await evict()).code).to.equal(201);
    const { status } = (await api.call('GET', `${BUDGETS}/b`)).body;
    expect(status.disruptionsAllowed).to.equal(0);
    expect(Object.keys(status.disruptedPods)).to.deep.equal(['web']);
  });

  it('refuses what the budget needs', async () => {
    await guard('b', { observedGeneration: 1, disruptionsAllowed: 0, desiredHealthy: 1, currentHealthy: 1 });
    const { code, body, headers } = await evict();
    expect([code, body.reason, body.message]).to.deep.equal([
      429,
      'TooManyRequests',
      "Cannot evict pod as it would violate the pod's disruption budget.",
    ]);
    expect(body.details).to.deep.equal({
      causes: [
        { reason: 'DisruptionBudget', message: 'The disruption budget b needs 1 healthy pods and has 1 currently' },
      ],
    });
    expect(headers).not.to.have.property('retry-after');
    await setStatus('Pending', 'False');
    expect((await evict()).code, 'a pod that serves nobody yet').to.equal(201);
  });

  it('refuses while nobody has looked at the budget', async () => {
    await guard('b', {});
    const { code, body, headers } = await evict();
    expect([code, body.details.retryAfterSeconds, headers['retry-after']]).to.deep.equal([429, 10, '10']);
    expect(body.details.causes[0].message).to.equal('The disruption budget b is still being processed by the server.');
  });

  it('lets a pod that is not ready go where enough others are', async () => {
    await guard('b', { observedGeneration: 1, disruptionsAllowed: 0, desiredHealthy: 1, currentHealthy: 1 });
    await setStatus('Running', 'False');
    expect((await evict()).code).to.equal(201);
    expect((await api.call('GET', `${BUDGETS}/b`)).body.status).not.to.have.property('disruptedPods');
  });

  it('refuses where two budgets cover the pod, and what names another', async () => {
    await guard('a', { observedGeneration: 1, disruptionsAllowed: 1 });
    await guard('b', { observedGeneration: 1, disruptionsAllowed: 1 });
    const two = await evict();
    expect([two.code, two.body.message]).to.deep.equal([
      500,
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    ]);
    const other = await evict({ metadata: { name: 'other' } });
    expect([other.code, other.body.message]).to.deep.equal([400, 'name in URL does not match name in Eviction object']);
    expect((await api.call('GET', `${PODS}/web/eviction`)).code).to.equal(405);
  });
});
