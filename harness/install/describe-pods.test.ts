import { expect } from 'chai';
import { refusalOf } from '../common/exec/refusal.test.ts';
import { kinds, newObject } from '../kinds/index.ts';
import { createMemoryApi } from '../kube/memory-api.test.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { fakeClock } from '../wait/fake-clock.ts';
import { createPolicies } from '../wait/policies.ts';
import { describePods } from './describe-pods.ts';
import { inspectGatewayClass } from './gateway-class.ts';

const missing = 'no matches for kind "TLSRoute" in version "gateway.networking.k8s.io/v1alpha2"';

function podOf(name: string, container: object): KubeObject {
  const status = { containerStatuses: [{ name: 'main', restartCount: 0, ...container }] };
  return newObject(kinds.Pod, { name, namespace: 'gw', labels: { app: 'gw' } }, { status });
}

function crashing(name: string, restartCount: number): KubeObject {
  return podOf(name, {
    restartCount,
    state: {
      waiting: { reason: 'CrashLoopBackOff', message: `back-off 40s restarting failed container of pod ${name}` },
    },
    lastState: { terminated: { exitCode: 1, reason: 'Error' } },
  });
}

const unpullable = (name: string): KubeObject =>
  podOf(name, { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "gw:v9"' } } });

describe('describePods', () => {
  const logs = (line: string) => ({ podLogs: async () => `starting\n${line}\n` });

  it('tells one reason of many pods once, with their number and the last line of a log', async () => {
    const pods = Array.from({ length: 24 }, (_, index) => crashing(`envoy-${index}`, 5));
    expect(await describePods(logs(missing), pods)).to.deep.equal([
      `Pod gw/envoy-0 and 23 more: container main CrashLoopBackOff: it exits with code 1 each time (5 restarts): ${missing}`,
    ]);
  });

  it('tells different reasons apart, that of most pods first, and not all of very many', async () => {
    const pods = [unpullable('gw-0'), crashing('gw-1', 1), crashing('gw-2', 1)];
    const [first, second] = await describePods(logs('ouch'), pods);
    expect(first).to.match(/^Pod gw\/gw-1 and 1 more: .*\(1 restart\): ouch$/);
    expect(second).to.equal('Pod gw/gw-0: container main ImagePullBackOff: Back-off pulling image "gw:v9"');
    const many = Array.from({ length: 8 }, (_, index) =>
      podOf(`pod-${index}`, { state: { waiting: { reason: 'CreateContainerError', message: `reason ${index}` } } }),
    );
    expect((await describePods(logs(''), many)).at(-1)).to.equal('3 more reasons');
  });

  it('cuts a line that nobody reads to its end, and does without a log that cannot be had', async () => {
    const [cut] = await describePods(logs('x'.repeat(5_000)), [crashing('a', 1)]);
    expect(cut?.length).to.be.lessThan(500);
    const [bare] = await describePods({ podLogs: () => Promise.reject(new Error('forbidden')) }, [crashing('a', 1)]);
    expect(bare).to.match(/\(1 restart\)$/);
  });

  it('has nothing to tell of pods that run or have ended well', async () => {
    const running = podOf('a', { state: { running: {} } });
    const done = podOf('b', { state: { terminated: { exitCode: 0, reason: 'Completed' } } });
    expect(await describePods(logs(''), [running, done])).to.deep.equal([]);
  });
});

describe('inspectGatewayClass, of a controller that does not run', () => {
  const gatewayClass = newObject(kinds.GatewayClass, { name: 'gw' }, { spec: { controllerName: 'x.example/gw' } });
  const logSources = [{ namespace: 'gw', labelSelector: 'app=gw' }];

  async function inspect(sources: typeof logSources, ...pods: KubeObject[]) {
    const api = { ...createMemoryApi([gatewayClass, ...pods]), podLogs: async () => `${missing}\n` };
    const clock = fakeClock();
    const wait = { clock, signal: new AbortController().signal, policy: createPolicies().status };
    const error = await refusalOf(inspectGatewayClass(api, 'gw', wait, { logSources: sources }));
    expect(clock.sleepers, 'nothing waits on').to.equal(0);
    return { error, afterMs: clock.now() };
  }

  it('names at once one that crashes again and again, with its last words', async () => {
    const { error, afterMs } = await inspect(logSources, crashing('controller', 4));
    expect(error).to.be.instanceOf(HarnessError);
    expect(error.message).to.match(
      /^GatewayClass gw is not accepted, and its controller does not run: Pod gw\/controller/,
    );
    expect(error.message).to.contain(missing);
    expect(afterMs).to.be.lessThan(1_000);
  });

  it('names one whose image cannot be pulled after some seconds', async () => {
    const { error, afterMs } = await inspect(logSources, unpullable('controller'));
    expect(error.message).to.contain('Back-off pulling image "gw:v9"');
    expect(afterMs).to.be.within(10_000, 11_000);
  });

  it('waits for one that has crashed once, and names it where the class is not accepted in time', async () => {
    const { error, afterMs } = await inspect(logSources, crashing('controller', 1));
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.match(/These pods do not run: Pod gw\/controller: .*TLSRoute/);
    expect(afterMs).to.equal(60_000);
  });

  it('names what does not run where nothing is known of the controller', async () => {
    const { error } = await inspect([], crashing('somewhere', 9));
    expect(error.message).to.match(/These pods do not run: Pod gw\/somewhere/);
  });
});
