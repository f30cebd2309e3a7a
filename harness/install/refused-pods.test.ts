import { expect } from 'chai';
import { kinds, newObject } from '../kinds/index.ts';
import { createMemoryApi } from '../kube/memory-api.test.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { fakeClock } from '../wait/fake-clock.ts';
import { createRefusalWatch, findRefusal } from './refused-pods.ts';

const violates =
  'pods "echo-1" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false';

function event(name: string, lastTimestamp: string, message: string, reason = 'FailedCreate'): KubeObject {
  return newObject(kinds.Event, { name, namespace: 'base' }, { lastTimestamp, message, reason });
}

describe('findRefusal', () => {
  it('gives the words of the API server that came last', async () => {
    const api = createMemoryApi([
      event('b', '2026-01-01T00:00:02Z', `Error creating: ${violates}`),
      event('a', '2026-01-01T00:00:01Z', 'Error creating: serviceaccount "default" not found'),
      event('c', '2026-01-01T00:00:03Z', 'Created pod: echo-2', 'SuccessfulCreate'),
    ]);
    expect(await findRefusal(api, 'base')).to.equal(violates);
    expect(await findRefusal(api, 'other')).to.equal(undefined);
  });

  it('gives none where events may not be read', async () => {
    const list = () => Promise.reject(new Error('forbidden'));
    expect(await findRefusal({ list }, 'base')).to.equal(undefined);
  });
});

describe('createRefusalWatch', () => {
  it('tells of what lasts, not of a ServiceAccount that comes a moment later', async () => {
    const api = createMemoryApi();
    const clock = fakeClock();
    const { signal } = new AbortController();
    const ask = createRefusalWatch(api, clock, 'base');
    expect(await ask()).to.equal(undefined);
    api.put(event('a', '2026-01-01T00:00:01Z', `Error creating: ${violates}`));
    expect(await ask(), 'at first').to.equal(undefined);
    await clock.sleep(11_000, signal);
    expect(await ask()).to.equal(violates);
  });
});
