import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

const IMAGE = 'gwconf.dev/echo:v1';
const ECHO = {
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

/** run, expose, rollout, logs, exec, attach, port-forward and events on pods that run in process. */
export function describePods(kubectl: () => Runner): void {
  const ok = (args: string, options?: { input?: string }) => kubectl().ok(`-n pods ${args}`, options);
  const run = (args: string) => kubectl().run(`-n pods ${args}`);
  let pod: string;

  before(async () => {
    await kubectl().ok('create namespace pods');
    await ok('create configmap settings --from-literal=color=red');
    await ok('create secret generic keys --from-literal=key=open');
    await ok('apply -f -', { input: JSON.stringify(ECHO) });
    await ok('rollout status deployment/echo --timeout=60s');
    pod = (await ok('get pods -l app=echo -o name')).split('\n')[0]?.replace('pod/', '') ?? '';
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
    expect(await ok('wait --for=condition=Available deployment/echo --timeout=30s')).to.equal(
      'deployment.apps/echo condition met',
    );
  });

  it('reads logs: the last lines, those of a time, with time and name, and those to come', async () => {
    expect(await ok(`logs ${pod}`)).to.equal(lines('Listening on port 3000 (tcp)', 'Listening on port 3001 (tcp)'));
    expect(await ok(`logs ${pod} --tail=1`)).to.equal('Listening on port 3001 (tcp)');
    expect(await ok(`logs ${pod} --tail=1 --timestamps --since=1h`)).to.equal('TIME Listening on port 3001 (tcp)');
    expect(await ok(`logs ${pod} --limit-bytes=9`)).to.equal('Listening');
    expect(
      (await ok('logs -l app=echo --prefix --tail=1'))
        .split('\n')
        .every((line) => /^\[pod\/echo-\S+\/echo\] Listening on port 3001/.test(line)),
    ).to.equal(true);
    const following = kubectl().start(`-n pods logs -f ${pod} --tail=0`);
    const forward = await openForward(`pod/${pod}`);
    await forward.get('/logged');
    await following.until(/^Echoing GET \/logged to /m);
    await following.stop();
    await forward.close();
    expect((await run(`logs ${pod} -c none`)).err).to.equal(`error: container none is not valid for pod ${pod}`);
    expect((await run(`logs ${pod} --previous`)).err).to.equal(
      `Error from server (BadRequest): previous terminated container "echo" in pod "${pod}" not found`,
    );
  });

  for (const [transport, sockets] of [
    ['WebSockets', 'true'],
    ['SPDY', 'false'],
  ] as const) {
    it(`runs commands over ${transport}`, async () => {
      const env = { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: sockets };
      const exec = (command: string, input?: string) =>
        kubectl().run(`-n pods exec ${input === undefined ? '' : '-i '}${pod} -- ${command}`, {
          env,
          ...(input !== undefined && { input }),
        });
      expect(await exec('cat /etc/settings/color /etc/keys/key')).to.include({ code: 0, out: 'redopen' });
      expect((await exec('env')).out.split('\n')).to.include.members([`HOSTNAME=${pod}`, 'GREETING=hello']);
      expect(await exec('cat', 'typed in')).to.include({ code: 0, out: 'typed in' });
      const missing = await exec('cat /none');
      expect(missing).to.deep.equal({
        code: 1,
        out: '',
        err: lines('cat: /none: No such file or directory', 'command terminated with exit code 1'),
      });
      const shell = await exec("sh -c 'echo hi'");
      expect(shell.code).to.equal(127);
      expect(shell.err).to.match(/^sh: cannot run here\..*no shell[\s\S]*\ncommand terminated with exit code 127$/);
    });
  }

  it('says why it cannot copy', async () => {
    const { code, out } = await run(`cp ${pod}:/etc/settings/color copied`);
    expect(code).not.to.equal(0);
    expect(out).to.match(/^tar: cannot run here\./);
  });

  it('attaches', async () => {
    const attached = kubectl().start(`-n pods attach ${pod}`);
    await attached.until(/If you don't see a command prompt/);
    const forward = await openForward(`pod/${pod}`);
    const asking = setInterval(() => void forward.get('/attached').catch(() => {}), 100);
    await attached.until(/^Echoing GET \/attached to /m);
    clearInterval(asking);
    await attached.stop();
    await forward.close();
  });

  for (const [target, port] of [
    ['deployment/echo', '3000'],
    ['service/echo', '80'],
  ] as const) {
    it(`forwards a port of a ${target.replace(/\/.*/, '')}`, async () => {
      if (target.startsWith('service'))
        expect(await ok('expose deployment echo --port=80 --target-port=3000')).to.equal('service/echo exposed');
      const forward = await openForward(target, port);
      const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => forward.get(`/${index}`)));
      expect(answers.map(({ status }) => status)).to.deep.equal(Array(8).fill(200));
      expect(answers.map(({ body }) => JSON.parse(body).path)).to.deep.equal(answers.map((_, index) => `/${index}`));
      await forward.close();
    });
  }

  it('forwards over SPDY too, and says what nothing listens at', async () => {
    const forward = await openForward(`pod/${pod}`, '3000', { KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' });
    expect((await forward.get('/spdy')).status).to.equal(200);
    await forward.close();
    const closed = await openForward(`pod/${pod}`, '81');
    await closed.get('/').catch(() => {});
    await closed.process.until(/error forwarding port 81 to pod \S+: nothing listens at port 81 of the pod/);
    await closed.close();
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
      /\n {2}Warning {2}FailedMount {2}AGE {2}kubelet {2}MountVolume\.SetUp failed for volume "colors" : configmap "missing" not found$/,
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
      /\n {2}Warning {2}Failed {2}AGE {2}kubelet {2}Error: configmap "late" not found$/,
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

  interface Forward {
    get(path: string): Promise<{ status: number; body: string }>;
    process: ReturnType<Runner['start']>;
    close(): Promise<void>;
  }

  async function openForward(target: string, port = '3000', env: Record<string, string> = {}): Promise<Forward> {
    const process = kubectl().start(`-n pods port-forward ${target} :${port}`, env);
    await process.until(/^Forwarding from/m);
    const local = Number(/^Forwarding from \S+:(\d+) ->/m.exec(process.text())?.[1]);
    return {
      process,
      get: (path) =>
        new Promise((resolve, reject) => {
          const outgoing = request({ host: '127.0.0.1', port: local, path, agent: false }, (response) => {
            let body = '';
            response.on('data', (chunk: Buffer) => {
              body += chunk.toString();
            });
            response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
          });
          outgoing.on('error', reject);
          outgoing.end();
        }),
      close: () => process.stop(),
    };
  }
}
