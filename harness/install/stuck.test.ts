import { expect } from 'chai';
import { refusalOf } from '../common/exec/refusal.test.ts';
import { createMemoryApi } from '../kube/memory-api.test.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { fakeClock } from '../wait/fake-clock.ts';
import { listPodsOf } from './pods.ts';
import { watchForStuckPods } from './stuck.ts';
import { awaitWorkload } from './workload.ts';

const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'controller', namespace: 'gw' },
  spec: { selector: { matchLabels: { app: 'gw' } } },
};

function podOf(container: object, labels: Record<string, string> = { app: 'gw' }): KubeObject {
  const status = { containerStatuses: [{ name: 'main', ...container }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod-1', namespace: 'gw', labels }, status };
}
const crashed = (restartCount: number, message?: string) => ({
  restartCount,
  state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s' } },
  lastState: { terminated: { exitCode: 1, reason: 'Error', ...(message ? { message } : {}) } },
});
const waiting = (reason: string) => ({ restartCount: 0, state: { waiting: { reason, message: 'as it says' } } });

describe('awaitWorkload, of pods that will not run', () => {
  /** The sentence, and when it came. */
  async function failure(...pods: KubeObject[]): Promise<{ message: string; afterMs: number }> {
    const clock = fakeClock();
    const policy = { name: 'workload', timeoutMs: 300_000, intervalMs: 1, maxIntervalMs: 1, successes: 1 } as const;
    const options = { clock, policy, signal: new AbortController().signal };
    const error = await refusalOf(awaitWorkload(createMemoryApi([deployment, ...pods]), deployment, options));
    expect(clock.sleepers, 'nothing waits on').to.equal(0);
    return { message: error.message, afterMs: clock.now() };
  }
  const given = 'Deployment gw/controller does not start: Pod gw/pod-1: container main';

  it('gives up a program that exits again and again, with its last words', async () => {
    const { message, afterMs } = await failure(podOf(crashed(3, 'there is no fault "x"')));
    expect(message).to.equal(
      `${given} CrashLoopBackOff: it exits with code 1 each time (3 restarts): there is no fault "x".`,
    );
    expect(afterMs).to.be.lessThan(1000);
  });

  it('takes the last line of the log where the program left no message', async () => {
    expect((await failure(podOf(crashed(4)))).message).to.match(/: pod-1 says hello\.$/);
  });

  it('waits on after a first crash: what it needs may come', async () => {
    const { message, afterMs } = await failure(podOf(crashed(2)));
    expect(message).to.match(
      /was not Available within 300000 ms: .* CrashLoopBackOff: it exits with code 1 each time \(2 restarts\): pod-1 says hello\.$/,
    );
    expect(afterMs).to.equal(300_000);
  });

  it('gives up an image that will never be there', async () => {
    const { message, afterMs } = await failure(podOf(waiting('ErrImageNeverPull')));
    expect(message).to.equal(`${given} ErrImageNeverPull: as it says.`);
    expect(afterMs).to.be.lessThan(1000);
  });

  it('gives up a pull that fails for a minute', async () => {
    const { message, afterMs } = await failure(podOf(waiting('ImagePullBackOff')));
    expect(message).to.equal(`${given} ImagePullBackOff: as it says.`);
    expect(afterMs).to.be.within(60_000, 61_000);
  });

  it('does not look at the pods of others', async () => {
    const others = podOf(waiting('InvalidImageName'), { app: 'other' });
    expect((await failure(others)).message).to.match(/was not Available within 300000 ms: no controller has written/);
  });
});

describe('watchForStuckPods', () => {
  it('counts a minute anew after the container ran meanwhile', async () => {
    const api = createMemoryApi([deployment]);
    const clock = fakeClock();
    const stop = new AbortController();
    const told = watchForStuckPods(api, () => listPodsOf(api, deployment), { clock, signal: stop.signal });
    const { signal } = stop;
    api.put(podOf(waiting('ErrImagePull')));
    await clock.sleep(40_000, signal);
    api.put(podOf({ restartCount: 0, state: { running: {} } }));
    await clock.sleep(1_000, signal);
    api.put(podOf(waiting('ErrImagePull')));
    await told;
    expect(clock.now()).to.be.within(101_000, 102_000);
  });

  it('ends when it is aborted', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    const told = watchForStuckPods(createMemoryApi([]), async () => [], { clock: fakeClock(), signal: stop.signal });
    stop.abort(reason);
    expect(await told.catch((error: unknown) => error)).to.equal(reason);
  });
});
