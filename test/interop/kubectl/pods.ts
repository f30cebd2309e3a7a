import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

export const IMAGE = 'gwconf.dev/echo:v1';
/** Two pods with an echo server, a ConfigMap and a Secret. */
export const ECHO = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'echo' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'echo' } },
    template: {
      metadata: { labels: { app: 'echo' } },
      spec: {
        containers: [
          {
            ...{
              name: 'echo',
              image: IMAGE,
              ports: [{ containerPort: 3000 }],
              env: [{ name: 'GREETING', value: 'hello' }],
            },
            volumeMounts: [
              { name: 'settings', mountPath: '/etc/settings' },
              { name: 'keys', mountPath: '/etc/keys' },
            ],
          },
        ],
        volumes: [
          { name: 'settings', configMap: { name: 'settings' } },
          { name: 'keys', secret: { secretName: 'keys' } },
        ],
      },
    },
  },
};

/** run, rollout and events of pods that run in process. */
export function describePods(kubectl: () => Runner): void {
  const ok = (args: string, options?: { input?: string }) => kubectl().ok(`-n pods ${args}`, options);
  const run = (args: string) => kubectl().run(`-n pods ${args}`);
  let pod: string;

  before(async () => {
    pod = await startEcho(kubectl(), 'pods');
  });

  it('shows what runs', async () => {
    expect(await ok('get deployment echo')).to.equal(
      lines('NAME  READY  UP-TO-DATE  AVAILABLE  AGE', 'echo  2/2  2  2  AGE'),
    );
    expect(await ok(`get pod ${pod} -o wide`)).to.match(
      /^NAME {2}READY {2}STATUS {2}RESTARTS {2}AGE {2}IP {2}NODE {2}NOMINATED NODE {2}READINESS GATES\n\S+ {2}1\/1 {2}Running {2}0 {2}AGE {2}IP {2}gwconf-node {2}<none> {2}<none>$/,
    );
    expect(await ok('get all -o name')).to.match(
      /^pod\/echo-\S+\npod\/echo-\S+\ndeployment\.apps\/echo\nreplicaset\.apps\/echo-\S+$/,
    );
    const described = await ok(`describe pod ${pod}`);
    expect(described)
      .to.contain('Status:  Running')
      .and.to.match(/\/etc\/settings from settings/);
    expect(await ok('describe deployment echo')).to.contain(
      '2 desired | 2 updated | 2 total | 2 available | 0 unavailable',
    );
    expect(described).to.match(/\n {2}Normal {2}Started {2}AGE {2}kubelet {2}Started container echo$/m);
    expect(await ok('events --for deployment/echo --no-headers')).to.match(
      /^AGE {2}Normal {2}ScalingReplicaSet {2}Deployment\/echo {2}Scaled up replica set echo-\w+ from 0 to 2$/,
    );
    expect(await ok('wait --for=condition=Available deployment/echo --timeout=30s')).to.equal(
      'deployment.apps/echo condition met',
    );
  });

  it('rolls out, back, and restarts', async () => {
    expect(await ok('set env deployment/echo GREETING=salut')).to.equal('deployment.apps/echo env updated');
    expect(await ok('rollout status deployment/echo --timeout=60s')).to.match(
      /deployment "echo" successfully rolled out$/,
    );
    expect(await ok('rollout history deployment/echo')).to.equal(
      lines('deployment.apps/echo', 'REVISION  CHANGE-CAUSE', '1  <none>', '2  <none>', ''),
    );
    expect(await ok('rollout undo deployment/echo')).to.equal('deployment.apps/echo rolled back');
    await ok('rollout status deployment/echo --timeout=60s');
    const greeting = "get deployment echo -o jsonpath='{.spec.template.spec.containers[0].env[0].value}'";
    expect(await ok(greeting)).to.equal('hello');
    expect(await ok('rollout restart deployment/echo')).to.equal('deployment.apps/echo restarted');
    expect(await ok('rollout status deployment/echo --timeout=60s')).to.match(/successfully rolled out$/);
    expect(await ok('scale deployment/echo --replicas=1')).to.equal('deployment.apps/echo scaled');
    await ok("wait --for=jsonpath='{.status.replicas}'=1 deployment/echo --timeout=60s");
  });

  it('runs a pod, and tells why another cannot run', async () => {
    expect(await ok(`run single --image=${IMAGE} --labels=a=b --port=3000`)).to.equal('pod/single created');
    expect(await ok('wait --for=condition=Ready pod/single --timeout=60s')).to.equal('pod/single condition met');
    await ok('run foreign --image=nginx:1.27');
    await ok(
      "wait --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=ErrImageNeverPull pod/foreign --timeout=60s",
    );
    expect(await ok('get pod foreign --no-headers')).to.equal('foreign  0/1  ErrImageNeverPull  0  AGE');
    await awaitEvent('foreign');
    expect(await ok('events --for pod/foreign --no-headers')).to.match(
      /^AGE {2}Warning {2}Failed {2}Pod\/foreign {2}Image "nginx:1\.27" cannot run here/,
    );
    expect(
      await ok('get events --field-selector involvedObject.name=foreign -o custom-columns=R:.reason --no-headers'),
    ).to.equal('Failed');
    expect((await run('logs foreign')).err).to.equal(
      'Error from server (BadRequest): container "foreign" in pod "foreign" is waiting to start: image can\'t be pulled',
    );
    expect(await ok('delete pod single foreign')).to.equal(lines('pod "single" deleted', 'pod "foreign" deleted'));
  });

  it('says which volume of a pod lacks its ConfigMap or Secret', async () => {
    const volumes = [
      { name: 'colors', configMap: { name: 'missing' } },
      { name: 'locks', secret: { secretName: 'gone' } },
    ];
    const spec = { containers: [{ name: 'c', image: IMAGE }], volumes };
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mounting' }, spec });
    await ok('apply -f -', { input });
    await awaitEvent('mounting');
    expect(await ok('get pod mounting --no-headers')).to.equal('mounting  0/1  ContainerCreating  0  AGE');
    expect(await ok('describe pod mounting')).to.match(
      /\n {2}Warning {2}FailedMount {2}AGE {2}kubelet {2}MountVolume\.SetUp failed for volume "colors" : configmap "missing" not found$/m,
    );
    await ok('create configmap missing --from-literal=a=b');
    await ok('create secret generic gone --from-literal=a=b');
    expect(await ok('wait --for=condition=Ready pod/mounting --timeout=60s')).to.equal('pod/mounting condition met');
  });

  it('says which ConfigMap a pod waits for, and starts it when it comes', async () => {
    const spec = { containers: [{ name: 'c', image: IMAGE, envFrom: [{ configMapRef: { name: 'late' } }] }] };
    const manifest = join(kubectl().folder, 'late.json');
    await writeFile(manifest, JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'late' }, spec }));
    await ok(`apply -f ${manifest}`);
    await ok(
      "wait --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=CreateContainerConfigError pod/late --timeout=60s",
    );
    await awaitEvent('late');
    expect(await ok('describe pod late')).to.match(
      /\n {2}Warning {2}Failed {2}AGE {2}kubelet {2}Error: configmap "late" not found$/m,
    );
    await ok('create configmap late --from-literal=A=b');
    expect(await ok('wait --for=condition=Ready pod/late --timeout=60s')).to.equal('pod/late condition met');
    expect(await ok('exec late -- printenv A')).to.equal('b');
  });

  async function awaitEvent(name: string): Promise<void> {
    const watch = kubectl().start(`-n pods events --for pod/${name} --watch --no-headers`);
    await watch.until(/Warning/);
    await watch.stop();
  }
}

/** Runs ECHO in a namespace of that name; gives the name of one of its pods. */
export async function startEcho(kubectl: Runner, namespace: string): Promise<string> {
  const ok = (args: string, options?: { input?: string }) => kubectl.ok(`-n ${namespace} ${args}`, options);
  await kubectl.ok(`create namespace ${namespace}`);
  await ok('create configmap settings --from-literal=color=red');
  await ok('create secret generic keys --from-literal=key=open');
  await ok('apply -f -', { input: JSON.stringify(ECHO) });
  await ok('rollout status deployment/echo --timeout=60s');
  return (await ok('get pods -l app=echo -o name')).split('\n')[0]?.replace('pod/', '') ?? '';
}
