import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';

describe('embedded API server: what is stored and not done', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());

  /** Reason and message of the Events about an object. */
  async function readEvents(kind: string, name: string, namespace = 'default'): Promise<string[]> {
    const selector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
    const { body } = await api.call('GET', `/api/v1/namespaces/${namespace}/events?fieldSelector=${selector}`);
    return body.items.map((event: { reason: string; message: string }) => `${event.reason}: ${event.message}`);
  }

  it('tells of webhooks, at once and by an Event, once for each', async () => {
    const rule = { apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE'], resources: ['configmaps'] };
    const webhook = (name: string) => ({
      ...{ name, admissionReviewVersions: ['v1'], sideEffects: 'None', failurePolicy: 'Fail' },
      ...{ clientConfig: { url: 'https://127.0.0.1:1/validate' }, rules: [rule] },
    });
    const made = await api.call('POST', `${ADMISSION}/validatingwebhookconfigurations`, {
      ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration' },
      ...{ metadata: { name: 'routes.acme.example' }, webhooks: [webhook('routes.acme.example')] },
    });
    const told = 'this API server calls no webhooks: routes.acme.example is stored only';
    expect(made.code).to.equal(201);
    expect(String(made.headers.warning)).to.contain(told);
    const more = { ...made.body, webhooks: [...made.body.webhooks, webhook('others.acme.example')] };
    await api.call('PUT', `${ADMISSION}/validatingwebhookconfigurations/routes.acme.example`, more);
    expect(await readEvents('ValidatingWebhookConfiguration', 'routes.acme.example')).to.have.members([
      `NotDoneHere: ${told}`,
      `NotDoneHere: ${told.replace('routes', 'others')}`,
    ]);
  });

  it('tells of security standards that pods are not held against', async () => {
    const label = 'pod-security.kubernetes.io/enforce';
    const namespace = (name: string, level: string) => ({
      ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { [label]: level } } },
    });
    const { headers } = await api.call('POST', '/api/v1/namespaces', namespace('strict', 'restricted'));
    expect(String(headers.warning)).to.contain(`${label}=restricted is stored only`);
    expect(await readEvents('Namespace', 'strict')).to.have.length(1);
    const free = await api.call('POST', '/api/v1/namespaces', namespace('free', 'privileged'));
    expect(free.headers.warning).to.equal(undefined);
    expect(await readEvents('Namespace', 'free')).to.deep.equal([]);
  });

  it('tells of quotas and network policies in their namespace', async () => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small' },
      spec: { hard: { pods: '1' } },
    };
    await api.call('POST', '/api/v1/namespaces/kube-public/resourcequotas', quota);
    expect(await readEvents('ResourceQuota', 'small', 'kube-public')).to.deep.equal([
      'NotDoneHere: this API server limits no resources: the ResourceQuota is stored only',
    ]);
    const policy = {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'none' } },
      ...{ spec: { podSelector: {} } },
    };
    await api.call('POST', '/apis/networking.k8s.io/v1/namespaces/kube-public/networkpolicies', policy);
    expect(await readEvents('NetworkPolicy', 'none', 'kube-public')).to.have.length(1);
  });

  it('tells that no token is written into a Secret', async () => {
    const annotations = { 'kubernetes.io/service-account.name': 'default' };
    const secret = { type: 'kubernetes.io/service-account-token', metadata: { name: 'token', annotations } };
    const { headers } = await api.call('POST', '/api/v1/namespaces/default/secrets', secret);
    expect(String(headers.warning)).to.contain('kubectl create token');
    expect(await readEvents('Secret', 'token')).to.have.length(1);
  });
});
