import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { createKubeApi } from '../../harness/kube/index.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { createPlace, limitMs, type Place } from './place.ts';

describe('the manifests of gwconf job', function () {
  this.timeout(limitMs);
  let place: Place;
  let cluster: ReturnType<Place['start']>;
  before(async () => {
    place = await createPlace();
    cluster = place.start(['cluster', 'up', '--install', 'reference', '--kubeconfig', 'admin']);
    await new Promise<void>((resolve, reject) => {
      let out = '';
      cluster.stdout.on('data', (data: Buffer) => {
        out += data.toString();
        if (out.includes('export KUBECONFIG=')) resolve();
      });
      cluster.then(({ stderr }) => reject(new Error(stderr)));
    });
  });
  after(async () => {
    cluster.kill('SIGINT');
    await cluster;
    await place.remove();
  });

  it('are taken by an API server, and give a run the rights that it needs and no more', async () => {
    const printed = await place.start(['job', '--image', 'registry.example/gwconf:v1', '--shards', '2', '--seed', 's']);
    const objects = parseAllDocuments(printed.stdout).map((document) => document.toJS() as KubeObject);
    const admin = await readFile(join(place.cwd, 'admin'), 'utf8');
    const ending = new AbortController();
    const api = await createKubeApi(admin, { runId: 'test', signal: ending.signal });
    for (const object of objects) await api.apply(object);
    api.close();
    ending.abort();

    const config = new KubeConfig();
    config.loadFromString(admin);
    const { status } = await config
      .makeApiClient(CoreV1Api)
      .createNamespacedServiceAccountToken({ name: 'gwconf', namespace: 'gwconf', body: { spec: { audiences: [] } } });
    const server = config.getCurrentCluster();
    const pod = new KubeConfig();
    pod.loadFromClusterAndUser(
      { name: 'c', server: server?.server ?? '', caData: server?.caData, skipTLSVerify: false },
      { name: 'u', token: status?.token },
    );
    await writeFile(join(place.cwd, 'pod'), pod.exportConfig());
    const names = 'HTTPRouteSimpleSameNamespace,HTTPRouteReferenceGrant,GatewayModifyListeners';
    const run = await place.start([
      ...['run', '--provider', 'existing', '--kubeconfig', 'pod', '--gateway-class', 'gwconf-reference'],
      ...['--echo-image', 'gwconf.dev/echo', '--only', names, '--log-result'],
    ]);
    expect(run.exitCode, `${run.stdout}\n${run.stderr}`).to.equal(0);
    expect(run.stdout)
      .to.contain('3 passed')
      .and.to.match(/^gwconf-result 1\//m);
    // It may not become more than it is.
    const raised = await createKubeApi(pod.exportConfig(), { runId: 'test', signal: new AbortController().signal });
    const binding = objects.find(({ kind }) => kind === 'ClusterRoleBinding');
    const refused = await raised.apply(binding as KubeObject).catch((error: unknown) => error);
    raised.close();
    expect(String(refused)).to.match(/forbidden|may not|403/i);
  });
});
