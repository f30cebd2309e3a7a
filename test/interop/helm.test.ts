import { fileURLToPath } from 'node:url';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { expect } from 'chai';
import { useCluster } from './cluster.ts';
import { makeRunner, type Runner } from './kubectl/run.ts';
import { findTool } from './tools.ts';

const chart = fileURLToPath(new URL('helm/chart', import.meta.url));
const { path, lack } = await findTool('helm');

describe('helm, on the embedded cluster', () => {
  if (path === undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  let helm: Runner;
  let core: CoreV1Api;
  const ok = (args: string) => helm.ok(`${args} --namespace greetings`);
  useCluster('helm', ['--install', 'reference'], ({ kubeconfig, folder }) => {
    helm = makeRunner(path, kubeconfig, folder);
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    core = config.makeApiClient(CoreV1Api);
  });

  const readSettings = async () =>
    (await core.readNamespacedConfigMap({ namespace: 'greetings', name: 'web-settings' })).data;
  const list = async () =>
    JSON.parse(await ok('list -a -o json')).map((one: Record<string, string>) => [
      one.name,
      one.revision,
      one.status,
      one.chart,
    ]);

  /** The log of the Job that runs before the release. */
  const readPrepared = async () => {
    const selector = { namespace: 'greetings', labelSelector: 'job-name=web-prepare' };
    const [pod] = (await core.listNamespacedPod(selector)).items;
    return core.readNamespacedPodLog({ namespace: 'greetings', name: pod?.metadata?.name ?? '' });
  };

  it('renders with what the cluster serves, and installs nothing on a dry run', async () => {
    const dry = await ok(`install web ${chart} --create-namespace --dry-run=server`);
    expect(dry).to.match(/^NAME: web\n[\s\S]*STATUS: pending-install[\s\S]*gatewayApi: served/);
    expect(await list()).to.deep.equal([]);
  });

  it('installs, and waits until all is up', async () => {
    const installed = await ok(`install web ${chart} --create-namespace --wait --timeout 60s`);
    expect(installed).to.match(
      /^NAME: web\nLAST DEPLOYED: .*\nNAMESPACE: greetings\nSTATUS: deployed\nREVISION: 1\n[\s\S]*NOTES:\nweb says hello\.$/,
    );
    expect(await readSettings()).to.deep.equal({ greeting: 'hello', gatewayApi: 'served' });
    const { items } = await core.listNamespacedPod({ namespace: 'greetings', labelSelector: 'app=web' });
    expect(items.map(({ status }) => status?.phase)).to.deep.equal(['Running']);
    expect(await readPrepared(), 'the Job of its hook').to.equal('preparing for revision 1\n');
    expect(await list()).to.deep.equal([['web', '1', 'deployed', 'greeter-0.1.0']]);
    expect(await ok('get manifest web')).to.contain('kind: HTTPRoute');
    const { code, err } = await helm.run(`install web ${chart} --namespace greetings`);
    expect([code, err]).to.deep.equal([1, 'Error: INSTALLATION FAILED: cannot re-use a name that is still in use']);
  });

  it('upgrades what differs', async () => {
    const upgraded = await ok(`upgrade web ${chart} --set greeting=salut --set replicas=2 --wait --timeout 60s`);
    expect(upgraded).to.match(
      /^Release "web" has been upgraded\. Happy Helming!\n[\s\S]*REVISION: 2\n[\s\S]*web says salut\.$/,
    );
    expect(await readSettings()).to.deep.equal({ greeting: 'salut', namespace: 'found', gatewayApi: 'served' });
    const { items } = await core.listNamespacedPod({ namespace: 'greetings', labelSelector: 'app=web' });
    expect(items.filter(({ metadata }) => !metadata?.deletionTimestamp)).to.have.length(2);
    expect(await ok('status web -o json').then((text) => JSON.parse(text).info.status)).to.equal('deployed');
  });

  it('runs the tests of a release', async () => {
    const tested = await ok('test web --logs --timeout 60s');
    expect(tested).to.match(/TEST SUITE: {2}web-test\n[\s\S]*Phase: {2}Succeeded\n/);
    expect(tested).to.match(/POD LOGS: web-test\nsalut\s*$/);
    expect(await readPrepared()).to.equal('preparing for revision 2\n');
  });

  it('fails where a hook does', async () => {
    const args = `upgrade web ${chart} --reuse-values --set prepare=false --namespace greetings --timeout 60s`;
    const { code, err } = await helm.run(args);
    expect(code).to.equal(1);
    expect(err).to.match(
      /^Error: UPGRADE FAILED: pre-upgrade hooks failed: [\s\S]*job web-prepare failed: BackoffLimitExceeded/,
    );
  });

  it('fails where the server refuses, in its words', async () => {
    const { code, err } = await helm.run(
      `upgrade web ${chart} --reuse-values --set hostname=UPPER --namespace greetings`,
    );
    expect(code).to.equal(1);
    expect(err).to.match(
      /^Error: UPGRADE FAILED: [\s\S]*HTTPRoute\.gateway\.networking\.k8s\.io "web" is invalid: spec\.hostnames\[0\]: Invalid value: "UPPER"/,
    );
    expect((await readSettings())?.greeting).to.equal('salut');
    expect((await helm.run(`upgrade web ${chart} --set replicas=-1 --namespace greetings`)).err).to.contain('replicas');
  });

  it('rolls back, and tells the history', async () => {
    expect(await ok('rollback web 1 --wait --timeout 60s')).to.equal('Rollback was a success! Happy Helming!');
    expect((await readSettings())?.greeting).to.equal('hello');
    const history: { revision: number; status: string; description: string }[] = JSON.parse(
      await ok('history web -o json'),
    );
    expect(history.at(-1)).to.deep.include({ status: 'deployed', description: 'Rollback to 1' });
    expect(history.map(({ status }) => status)).to.include.members(['superseded', 'failed']);
  });

  it('uninstalls, and leaves nothing', async () => {
    expect(await ok('uninstall web --wait --timeout 60s')).to.equal('release "web" uninstalled');
    expect(await list()).to.deep.equal([]);
    const { items } = await core.listNamespacedConfigMap({ namespace: 'greetings' });
    expect(items.map(({ metadata }) => metadata?.name)).to.deep.equal(['kube-root-ca.crt']);
    const secrets = await core.listNamespacedSecret({ namespace: 'greetings' });
    expect(secrets.items).to.deep.equal([]);
    const services = await core.listNamespacedService({ namespace: 'greetings' });
    expect(services.items).to.deep.equal([]);
  });
});
