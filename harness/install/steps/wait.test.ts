import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMemoryApi, type MemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { createInstallation, type Installation } from '../installation.ts';
import { profileOf, toolsFor, waitFor } from '../testing.test.ts';

const gatewayClass = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'example' },
  spec: { controllerName: 'example.com/gateway' },
};

/** Accepts the GatewayClass, as its controller does. */
function accept(object: KubeObject): KubeObject {
  const conditions = [{ type: 'Accepted', status: 'True', reason: 'Fine', message: '' }];
  return object.kind === 'GatewayClass' ? { ...object, status: { observedGeneration: 1, conditions } } : object;
}

describe('install step wait', () => {
  let folder: string;
  let api: MemoryApi;
  const begun: Installation[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-steps-'));
    api = createMemoryApi([], accept);
  });
  afterEach(async () => {
    for (const installation of begun.splice(0)) await installation.uninstall(waitFor(2_000));
    await rm(folder, { recursive: true, force: true });
  });

  const target = { apiVersion: 'v1', kind: 'Pod', namespace: 'gw' };
  const pod = (name: string, status: unknown): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'gw', labels: { app: 'gw' } },
    status,
  });
  async function wait(step: Record<string, unknown>): Promise<string | undefined> {
    const profile = await profileOf(folder, [
      { kind: 'wait', ...step },
      { kind: 'objects', objects: [gatewayClass] },
    ]);
    const installation = createInstallation(profile, toolsFor(api));
    begun.push(installation);
    return installation.install(waitFor(200)).then(
      () => undefined,
      (error: Error) => error.message,
    );
  }

  it('waits for a condition, of one object or of all that a selector finds', async () => {
    const byName = { for: { ...target, name: 'a' }, condition: 'Ready' };
    const bySelector = { for: { ...target, labelSelector: 'app=gw' }, condition: 'Ready' };
    expect(await wait(byName)).to.contain('had not condition Ready=True within 200 ms: Pod gw/a does not exist');
    api.put(pod('a', { conditions: [{ type: 'Ready', status: 'True' }] }));
    api.put(pod('b', {}));
    expect(await wait(bySelector)).to.contain('Pod gw/b has no condition Ready');
    api.put(pod('b', { conditions: [{ type: 'Ready', status: 'True' }] }));
    expect(await wait(bySelector)).to.equal(undefined);
  });

  it('waits for what a path finds', async () => {
    api.put(pod('a', { phase: 'Pending' }));
    const running = { for: { ...target, name: 'a' }, jsonPath: '{.status.phase}', value: 'Running' };
    expect(await wait(running)).to.contain('Running at {.status.phase} within 200 ms: Pod gw/a has ["Pending"] there');
    expect(await wait({ ...running, jsonPath: '$.status.hostIP', value: undefined })).to.contain('has nothing there');
    api.put(pod('a', { phase: 'Running' }));
    expect(await wait(running)).to.equal(undefined);
  });
});
