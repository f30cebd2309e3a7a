import { expect } from 'chai';
import { createKubeClient } from '../kube/client.ts';
import type { KubeObject, Pod } from '../kube/objects.ts';
import { NODE_NAME } from '../name.ts';
import type { Program, ProgramContext } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';

describe('pods on the embedded node', () => {
  let cluster: TestCluster;
  let contexts: ProgramContext[];
  let stopped: string[];
  const program: Program = async (context) => {
    contexts.push(context);
    context.log(`hello from ${context.pod.name}`);
    if (context.container.args.includes('--fail')) throw new Error('asked to fail');
    if (context.container.args.includes('--exit')) return;
    if (!context.container.args.includes('--unready')) context.ready();
    await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve()));
    stopped.push(context.container.name);
  };
  beforeEach(async () => {
    [contexts, stopped] = [[], []];
    cluster = await startTestCluster({ 'test/program': program }, { backOffMs: 1 });
  });
  afterEach(() => cluster.stop());

  function pod(name: string, container: object = {}, spec: object = {}) {
    const containers = [{ name: 'main', image: 'test/program:v1', ...container }];
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers, ...spec } };
  }
  const isReady = (object: Pod | undefined) =>
    object?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  const stateOf = (object: Pod | undefined) =>
    (
      object?.status?.containerStatuses as { state: Record<string, Record<string, unknown>>; restartCount: number }[]
    )?.[0];

  async function findEvent(name: string): Promise<string[]> {
    type Event = KubeObject & { involvedObject: { name: string }; type: string; reason: string; message: string };
    const isAbout = (event: Event | undefined) => event?.involvedObject.name === name;
    const { type, reason, message } = await cluster.until<Event>('events', '', isAbout);
    return [type, reason, message];
  }

  it('runs a bare pod, keeps its log, and ends it when it is deleted', async () => {
    await cluster.create(pathOf('pods'), pod('one'));
    const running = await cluster.until<Pod>('pods', 'one', isReady);
    expect(contexts[0]?.pod).to.deep.include({ name: 'one', namespace: 'default', ip: running.status?.podIP });
    expect(contexts[0]?.kubeconfig).to.contain('clusters:');
    expect(cluster.logs.read('default', 'one', 'main')).to.equal('hello from one\n');
    await cluster.client.call('DELETE', `${pathOf('pods')}/one`);
    await cluster.until('pods', 'one', (object) => object === undefined);
    await cluster.create(pathOf('pods'), pod('one'));
    const next = await cluster.until<Pod>('pods', 'one', isReady);
    expect(stopped).to.deep.equal(['main']);
    expect(next.status?.podIP).not.to.equal(running.status?.podIP);
  });

  it('is Ready only when every container is', async () => {
    const second = { name: 'second', image: 'test/program:v1', args: ['--unready'] };
    const first = { name: 'main', image: 'test/program:v1' };
    await cluster.create(pathOf('pods'), pod('two', {}, { containers: [first, second] }));
    const running = await cluster.until<Pod>('pods', 'two', (object) => object?.status?.phase === 'Running');
    expect(isReady(running)).to.equal(false);
    const ready = running.status?.conditions?.find(({ type }) => type === 'ContainersReady');
    expect(ready).to.include({ status: 'False', reason: 'ContainersNotReady', message: 'Not ready: second' });
    contexts.find(({ container }) => container.name === 'second')?.ready();
    await cluster.until('pods', 'two', isReady);
  });

  it('waits for a Secret that is not there yet', async () => {
    const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'late', key: 'token' } } }];
    const spec = { automountServiceAccountToken: false };
    await cluster.create(pathOf('pods'), pod('three', { env }, spec));
    const waiting = await cluster.until<Pod>('pods', 'three', (object) => stateOf(object)?.state.waiting);
    expect(stateOf(waiting)?.state.waiting).to.deep.equal({
      reason: 'CreateContainerConfigError',
      message: 'secret "late" not found',
    });
    expect(waiting.status?.phase).to.equal('Pending');
    expect(await findEvent('three')).to.deep.equal(['Warning', 'Failed', 'Error: secret "late" not found']);
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'late' }, data: { token: 'czNjcmV0' } };
    await cluster.create('/api/v1/namespaces/default/secrets', secret);
    await cluster.until('pods', 'three', isReady);
    expect(contexts[0]?.container.env.TOKEN).to.equal('s3cret');
  });

  it('starts no container before all volumes are there', async () => {
    const volumeMounts = [{ name: 'v', mountPath: '/etc/late' }];
    const volumes = [
      { name: 'v', secret: { secretName: 'late', items: [{ key: 'token', path: 'token' }] } },
      { name: 'unused', configMap: { name: 'later' } },
    ];
    const spec = { volumes, automountServiceAccountToken: false };
    await cluster.create(pathOf('pods'), pod('mounting', { volumeMounts }, spec));
    const waiting = await cluster.until<Pod>('pods', 'mounting', (object) => stateOf(object)?.state.waiting);
    const failure = (volume: string, why: string) => `MountVolume.SetUp failed for volume "${volume}" : ${why}`;
    expect(stateOf(waiting)?.state.waiting).to.deep.equal({
      reason: 'ContainerCreating',
      message: failure('v', 'secret "late" not found'),
    });
    const told = await findEvent('mounting');
    expect(told).to.deep.equal(['Warning', 'FailedMount', failure('v', 'secret "late" not found')]);
    const secrets = '/api/v1/namespaces/default/secrets';
    await cluster.create(secrets, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'late' } });
    const says = (message: string) => (object: Pod | undefined) => stateOf(object)?.state.waiting?.message === message;
    await cluster.until('pods', 'mounting', says(failure('v', 'references non-existent secret key: token')));
    await cluster.client.call('PATCH', `${secrets}/late`, { data: { token: 'czNjcmV0' } });
    await cluster.until('pods', 'mounting', says(failure('unused', 'configmap "later" not found')));
    expect(contexts).to.deep.equal([]);
    await cluster.create(pathOf('configmaps'), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'later' } });
    await cluster.until('pods', 'mounting', isReady);
    expect(contexts[0]?.files).to.deep.equal({ '/etc/late/token': 's3cret' });
  });

  it('gives a container the credentials of its ServiceAccount, and no others', async () => {
    await cluster.create(pathOf('serviceaccounts'), { metadata: { name: 'app' } });
    await cluster.create(pathOf('pods'), pod('four', {}, { serviceAccountName: 'app' }));
    await cluster.until('pods', 'four', isReady);
    const mount = '/var/run/secrets/kubernetes.io/serviceaccount';
    const { files = {}, kubeconfig = '' } = contexts[0] ?? {};
    expect(Object.keys(files).sort()).to.deep.equal(['ca.crt', 'namespace', 'token'].map((file) => `${mount}/${file}`));
    expect([files[`${mount}/namespace`], files[`${mount}/ca.crt`]?.slice(0, 27)]).to.deep.equal([
      'default',
      '-----BEGIN CERTIFICATE-----',
    ]);
    const client = createKubeClient(kubeconfig);
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const review = await client.call<{ status: { userInfo: Record<string, unknown> } }>('POST', path, {});
    const { username, extra } = review.status.userInfo as { username: string; extra: Record<string, string[]> };
    expect(username).to.equal('system:serviceaccount:default:app');
    expect(extra['authentication.kubernetes.io/pod-name']).to.deep.equal(['four']);
    const refused = await client.call('GET', pathOf('pods')).catch((error: { code: number }) => error.code);
    client.close();
    expect(refused).to.equal(403);
  });

  it("gives a container that mounts no token nobody's credentials", async () => {
    await cluster.create(pathOf('pods'), pod('five', {}, { automountServiceAccountToken: false }));
    await cluster.until('pods', 'five', isReady);
    expect(contexts[0]?.files).to.deep.equal({});
    const client = createKubeClient(contexts[0]?.kubeconfig ?? '');
    const refused = await client.call('GET', '/api').catch((error: { code: number; message: string }) => error);
    client.close();
    expect(refused).to.be.instanceOf(Error);
  });

  it('waits for the ServiceAccount of a pod to come back', async () => {
    await cluster.create(pathOf('serviceaccounts'), { metadata: { name: 'brief' } });
    const held = { ...pod('six', {}, { serviceAccountName: 'brief', nodeName: 'elsewhere' }) };
    await cluster.create(pathOf('pods'), held);
    await cluster.client.call('DELETE', `${pathOf('serviceaccounts')}/brief`);
    await cluster.client.call('PATCH', `${pathOf('pods')}/six`, { spec: { nodeName: NODE_NAME } });
    const waiting = await cluster.until<Pod>('pods', 'six', (object) => stateOf(object)?.state.waiting);
    expect(stateOf(waiting)?.state.waiting?.message).to.include('no token of ServiceAccount default/brief');
    await cluster.create(pathOf('serviceaccounts'), { metadata: { name: 'brief' } });
    await cluster.until('pods', 'six', isReady);
  });

  it('shows a crashing container as kubelet does', async () => {
    await cluster.create(pathOf('pods'), pod('four', { args: ['--fail'] }));
    const crashing = await cluster.until<Pod>('pods', 'four', (object) => (stateOf(object)?.restartCount ?? 0) >= 2);
    expect(crashing.status?.containerStatuses).to.have.nested.property(
      '[0].lastState.terminated.message',
      'asked to fail',
    );
    expect(crashing.status?.containerStatuses).to.have.nested.property('[0].lastState.terminated.exitCode', 1);
    await cluster.until(
      'pods',
      'four',
      (object: Pod | undefined) => stateOf(object)?.state.waiting?.reason === 'CrashLoopBackOff',
    );
    expect(cluster.logs.read('default', 'four', 'main')).to.contain('asked to fail');
  });

  it("runs a command that it knows instead of the image's program", async () => {
    const env = [{ name: 'WHO', value: 'world' }];
    const hello = { env, command: ['echo'], args: ['hello', '$(WHO)'] };
    await cluster.create(pathOf('pods'), pod('hello', hello, { restartPolicy: 'Never' }));
    await cluster.until('pods', 'hello', (object: Pod | undefined) => object?.status?.phase === 'Succeeded');
    expect(cluster.logs.read('default', 'hello', 'main')).to.equal('hello world\n');
    await cluster.create(pathOf('pods'), pod('wrong', { command: ['cat', '/none'] }, { restartPolicy: 'Never' }));
    const wrong = await cluster.until<Pod>('pods', 'wrong', (object) => object?.status?.phase === 'Failed');
    expect(wrong.status?.containerStatuses).to.have.nested.property('[0].state.terminated.exitCode', 1);
    expect(cluster.logs.read('default', 'wrong', 'main')).to.equal('cat: /none: No such file or directory\n');
    await cluster.create(pathOf('pods'), pod('shell', { command: ['sh', '-c', 'true'] }, { restartPolicy: 'Never' }));
    const shell = await cluster.until<Pod>('pods', 'shell', (object) => object?.status?.phase === 'Failed');
    const { terminated } = (shell.status?.containerStatuses as { state: { terminated: object } }[])[0]?.state ?? {};
    expect(terminated).to.include({ exitCode: 128, reason: 'StartError' });
    expect(terminated)
      .to.have.property('message')
      .that.matches(/^exec: "sh": executable file not found: .*cat, echo/);
    expect(contexts).to.deep.equal([]);
  });

  it('lets a pod succeed or fail that is not to be restarted', async () => {
    await cluster.create(pathOf('pods'), pod('good', { args: ['--exit'] }, { restartPolicy: 'Never' }));
    await cluster.create(pathOf('pods'), pod('bad', { args: ['--fail'] }, { restartPolicy: 'Never' }));
    await cluster.until('pods', 'good', (object: Pod | undefined) => object?.status?.phase === 'Succeeded');
    await cluster.until('pods', 'bad', (object: Pod | undefined) => object?.status?.phase === 'Failed');
  });

  it('gives every namespace its ServiceAccount and authority, and registers its Node', async () => {
    await cluster.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'fresh' } });
    const inFresh = (object: KubeObject | undefined) => object?.metadata.namespace === 'fresh';
    await cluster.until('serviceaccounts', 'default', inFresh);
    const authority = await cluster.until<KubeObject & { data: object }>('configmaps', 'kube-root-ca.crt', inFresh);
    expect(authority.data).to.have.property('ca.crt').that.contains('BEGIN CERTIFICATE');
    const node = await cluster.until<KubeObject & { status: { conditions: object[] } }>(
      'nodes',
      'gwconf-node',
      (n) => n,
    );
    expect(node.status.conditions[0]).to.include({ type: 'Ready', status: 'True' });
  });
});
