import { expect } from 'chai';
import { IMAGE } from './pods.ts';
import { lines, type Runner } from './run.ts';

const container = { name: 'main', image: IMAGE };

function template(app: string, spec: object = {}): object {
  return { metadata: { labels: { app } }, spec: { containers: [container], ...spec } };
}

function workload(kind: string, name: string, spec: object): { input: string } {
  const object = { apiVersion: 'apps/v1', kind, metadata: { name } };
  return { input: JSON.stringify({ ...object, spec: { selector: { matchLabels: { app: name } }, ...spec } }) };
}

/** StatefulSets, DaemonSets, init containers, and what is said of CronJobs. */
export function describeSets(kubectl: () => Runner): void {
  const ok = (args: string, options?: { input?: string }) => kubectl().ok(`-n sets ${args}`, options);
  /** Names of pods, with their revisions left out of what is compared. */
  const listPods = (app: string) => ok(`get pods -l app=${app} --no-headers -o custom-columns=N:.metadata.name`);

  before(() => kubectl().ok('create namespace sets'));

  it('rolls a StatefulSet out, pod by pod', async () => {
    await ok(
      'create -f -',
      workload('StatefulSet', 'web', { serviceName: 'web', replicas: 3, template: template('web') }),
    );
    const told = await ok('rollout status sts/web --timeout 60s');
    expect(told.split('\n').at(-1)).to.match(/roll out complete: 3 new pods have been updated\.\.\.$/);
    expect(await ok('get sts web')).to.equal(lines('NAME  READY  AGE', 'web  3/3  AGE'));
    expect(await listPods('web')).to.equal(lines('web-0', 'web-1', 'web-2'));
    expect(await ok('exec web-2 -- hostname')).to.equal('web-2');
    const described = await ok('describe sts web');
    expect(described).to.match(/^Pods Status: {2}3 Running \/ 0 Waiting \/ 0 Succeeded \/ 0 Failed$/m);
    expect(described).to.match(/ statefulset-controller {2}create Pod web-0 in StatefulSet web successful$/m);
  });

  it('scales it down from the end, and up again', async () => {
    await ok('scale sts web --replicas 1');
    await ok('wait --for=delete pod/web-1 pod/web-2 --timeout 60s');
    expect(await listPods('web')).to.equal('web-0');
    await ok('scale sts web --replicas 2');
    await ok('rollout status sts/web --timeout 60s');
    expect(await listPods('web')).to.equal(lines('web-0', 'web-1'));
  });

  it('updates it, keeps its history, and rolls back', async () => {
    await ok('set env sts/web COLOUR=blue');
    await ok('rollout status sts/web --timeout 60s');
    expect(await ok('exec web-0 -- printenv COLOUR')).to.equal('blue');
    expect(await ok('rollout history sts/web')).to.match(
      /^statefulset\.apps\/web\s+REVISION {2}CHANGE-CAUSE\n1 .*\n2 /,
    );
    expect(await ok('get controllerrevisions -l app=web --no-headers')).to.match(
      /^web-\w{10} {2}statefulset\.apps\/web {2}[12] {2}AGE\nweb-\w{10} {2}statefulset\.apps\/web {2}[12] {2}AGE$/,
    );
    expect(await ok('rollout undo sts/web')).to.equal('statefulset.apps/web rolled back');
    await ok('rollout status sts/web --timeout 60s');
    expect((await kubectl().run('-n sets exec web-0 -- printenv COLOUR')).code).to.equal(1);
    await ok('rollout restart sts/web');
    await ok('rollout status sts/web --timeout 60s');
  });

  it('runs a DaemonSet, once on the one node', async () => {
    await ok('create -f -', workload('DaemonSet', 'agent', { template: template('agent') }));
    expect(await ok('rollout status ds/agent --timeout 60s')).to.match(/daemon set "agent" successfully rolled out$/);
    expect(await ok('get ds agent')).to.equal(
      lines(
        'NAME  DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE',
        'agent  1  1  1  1  1  <none>  AGE',
      ),
    );
    await ok('set env ds/agent COLOUR=red');
    await ok('rollout status ds/agent --timeout 60s');
    expect(await listPods('agent')).to.match(/^agent-\w{5}$/);
    expect(await ok('rollout undo ds/agent')).to.equal('daemonset.apps/agent rolled back');
    await ok('rollout status ds/agent --timeout 60s');
    expect(await ok('describe ds agent')).to.match(/^Number of Nodes Scheduled with Available Pods: 1$/m);
    await ok(`patch ds agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}}}'`);
    await ok('wait --for=jsonpath={.status.desiredNumberScheduled}=0 ds/agent --timeout 60s');
    expect(await ok('get ds agent --no-headers')).to.equal('agent  0  0  0  0  0  disk=ssd  AGE');
  });

  it('runs init containers first, and says which one holds a pod up', async () => {
    const init = (image: string, command: string[]) => ({ initContainers: [{ name: 'setup', image, command }] });
    const good = template('good', init(IMAGE, ['echo', 'prepared']));
    await ok('create -f -', workload('DaemonSet', 'good', { template: good }));
    await ok('rollout status ds/good --timeout 60s');
    expect(await ok('logs ds/good -c setup')).to.equal('prepared');
    const foreign = template('foreign', init('busybox:1', ['true']));
    await ok('create -f -', workload('DaemonSet', 'foreign', { template: foreign }));
    const reason = '{.status.initContainerStatuses[0].state.waiting.reason}';
    await ok(`wait --for=jsonpath='${reason}'=ErrImageNeverPull pod -l app=foreign --timeout 60s`);
    expect(await ok('get pods -l app=foreign --no-headers')).to.match(
      /^foreign-\w{5} {2}0\/1 {2}Init:ErrImageNeverPull {2}0 {2}AGE$/,
    );
    const described = await ok('describe pods -l app=foreign');
    expect(described).to.match(/^ {2}State: {2}Waiting\n {2}Reason: {2}ErrImageNeverPull$/m);
    expect(described).to.match(/^ {2}Initialized {2}False/m);
    const watch = kubectl().start('-n sets events --types=Warning --watch --no-headers');
    await watch.until(
      /Failed {2}Pod\/foreign-\w{5} {2}Image "busybox:1" cannot run here: the embedded node pulls no images/,
    );
    await watch.stop();
    const { code, err } = await kubectl().run('-n sets rollout status ds/foreign --timeout 1s');
    expect([code, err]).to.deep.equal([1, 'error: timed out waiting for the condition']);
  });

  it('says of a CronJob that it has no timetable', async () => {
    await ok(`create cronjob nightly --image=${IMAGE} --schedule='0 0 * * *' -- echo tonight`);
    const watch = kubectl().start('-n sets events --for cronjob/nightly --watch --no-headers');
    await watch.until(/Warning {2}NotScheduled {2}CronJob\/nightly {2}The embedded cluster has no timetable/);
    await watch.stop();
  });

  it('takes over the pods that one before it left', async () => {
    const web = workload('StatefulSet', 'left', { serviceName: 'left', replicas: 2, template: template('left') });
    const readIds = () => kubectl().exact('-n sets get pods -l app=left -o jsonpath={.items[*].metadata.uid}');
    await ok('create -f -', web);
    await ok('rollout status sts/left --timeout 60s');
    const { stdout } = await readIds();
    await ok('delete sts left --cascade=orphan');
    expect(await listPods('left')).to.equal(lines('left-0', 'left-1'));
    await ok('create -f -', web);
    await ok('rollout status sts/left --timeout 60s');
    expect((await readIds()).stdout).to.equal(stdout);
  });

  it('goes with its pods', async () => {
    await ok('delete sts,ds --all');
    await ok('wait --for=delete pod --all --timeout 60s');
    expect(await ok('get pods,controllerrevisions -o name')).to.equal('');
  });
}
