import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { createGwconf, type Gwconf } from '../kind/gwconf.ts';
import { type RunningCluster, startCluster } from './cluster.ts';
import { makeRunner, type Runner } from './kubectl/run.ts';
import { findTool } from './tools.ts';

const overlay = fileURLToPath(new URL('kustomize', import.meta.url));
const vendor = fileURLToPath(new URL('../../implementations/reference.yaml', import.meta.url));
const scenario = 'HTTPRouteSimpleSameNamespace';
const limitMs = 180_000;
const { path, lack } = await findTool('kubectl');

const profile = {
  organization: 'acme',
  project: 'gateway',
  url: 'https://acme.example/',
  version: 'v1',
  contact: ['@acme'],
  gatewayClass: 'acme-gwconf-reference',
  controllerName: 'gwconf.dev/reference-gateway',
  providers: ['existing'],
  install: [{ kind: 'kustomize', path: './overlay' }],
  logSources: [{ namespace: 'acme-system', labelSelector: 'app=reference-gateway' }],
  supportedFeatures: 'published',
};

describe('A profile with a kustomize step, by a real kubectl', function () {
  if (path === undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(limitMs);
  const kubectlIs = ['--set', `kubectl=${path}`];
  let gwconf: Gwconf;
  let cluster: RunningCluster | undefined;
  let kubectl: Runner;
  let place: readonly string[];
  let untouched: string;

  before(async () => {
    gwconf = await createGwconf();
    await writeProfile(gwconf.folder);
    cluster = await startCluster(gwconf.folder);
    kubectl = makeRunner(path, cluster.kubeconfig, gwconf.folder);
    place = ['--provider', 'existing', '--kubeconfig', cluster.kubeconfig];
    untouched = await listAll();
  });
  after(async () => {
    await cluster?.stop();
    await gwconf?.remove();
  });

  const kinds =
    'namespaces,serviceaccounts,configmaps,deployments,pods,clusterroles,clusterrolebindings,gatewayclasses';
  const listAll = () => kubectl.ok(`get ${kinds},gateways,httproutes,services -A -o name --sort-by=.metadata.name`);
  const read = async (what: string): Promise<KubeObject> => JSON.parse(await kubectl.ok(`get ${what} -o json`));

  it('is installed and removed whole', async () => {
    const args = ['implementation', 'check', './acme.yaml', '--install', ...kubectlIs, ...place];
    const { exitCode, all } = await gwconf.call(...args);
    expect(exitCode, all).to.equal(0);
    expect(all).to.match(/^ok {2}existing: 1 step, kubectl is \S+$/m);
    expect(all).to.match(/^ok {2}removed again$/m);
    expect(await listAll()).to.equal(untouched);
  });

  it('serves traffic as the kustomization has it', async () => {
    const args = ['--implementation', './acme.yaml', ...kubectlIs, '--only', scenario, '--keep'];
    const { exitCode, all } = await gwconf.call('run', ...args, ...place);
    expect(exitCode, all).to.equal(0);
    const { scenarios } = await gwconf.readResult('gwconf-report');
    expect(scenarios.find(({ id }) => id === scenario)?.outcome).to.equal('passed');
  });

  it('has made what the kustomization says: prefix, namespace, labels, patches, generated names', async () => {
    const deployment = await read('deployment acme-reference-gateway -n acme-system');
    const { name } = JSON.parse(await kubectl.ok('get configmaps -n acme-system -l gwconf.dev/run -o json')).items[0]
      .metadata;
    expect(name).to.match(/^acme-settings-[a-z0-9]{10}$/);
    expect(deployment).to.have.nested.property('spec.revisionHistoryLimit', 3);
    expect(deployment).to.have.nested.property('spec.template.metadata.labels.app\\.kubernetes\\.io/part-of', 'acme');
    expect(deployment)
      .to.have.nested.property('spec.template.spec.containers[0].env')
      .that.deep.includes({ name: 'TEAM', valueFrom: { configMapKeyRef: { name, key: 'team' } } });
    const binding = await read('clusterrolebinding acme-gwconf-reference-gateway');
    expect(binding).to.have.nested.property('roleRef.name', 'acme-gwconf-reference-gateway');
    expect(binding).to.have.nested.property('subjects[0].name', 'acme-reference-gateway');
    expect(binding).to.have.nested.property('subjects[0].namespace', 'acme-system');
    const { metadata } = await read('gatewayclass acme-gwconf-reference');
    expect(metadata.labels).to.include({ 'app.kubernetes.io/part-of': 'acme' }).and.to.have.property('gwconf.dev/run');
  });

  it('goes with the run, by cleanup', async () => {
    const { exitCode, all } = await gwconf.call('cleanup', '--kept');
    expect(exitCode, all).to.equal(0);
    expect(await listAll()).to.equal(untouched);
  });

  it('is refused in one sentence where the kustomization is wrong, and nothing is changed', async () => {
    const check = async (path: string, ...more: string[]) => {
      await writeFile(
        join(gwconf.folder, 'wrong.yaml'),
        stringify({ ...profile, install: [{ kind: 'kustomize', path }] }),
      );
      const { exitCode, all } = await gwconf.call(
        'implementation',
        'check',
        './wrong.yaml',
        ...kubectlIs,
        ...more,
        ...place,
      );
      expect(exitCode, all).to.equal(2);
      return all.split('\n').at(-1);
    };
    await mkdir(join(gwconf.folder, 'wrong'));
    expect(await check('./wrong')).to.match(/^gwconf: .* needs a kustomization in \S+wrong, which has none of/);
    await writeFile(join(gwconf.folder, 'wrong', 'kustomization.yaml'), 'resources: [gone.yaml]\n');
    expect(await check('./wrong', '--install')).to.match(
      /^gwconf: \S*kubectl failed with .*gone\.yaml.*kubectl kustomize/,
    );
    expect(await listAll()).to.equal(untouched);
  });
});

/** The reference gateway's objects as a vendor's base, and the overlay beside it. */
async function writeProfile(folder: string): Promise<void> {
  const text = (await readFile(vendor, 'utf8')).replace(/\$\{\w+\}/g, '""');
  const { install }: { install: { objects: KubeObject[] }[] } = parse(text);
  const objects = install.flatMap((step) => step.objects).map((object) => stringify(object));
  await mkdir(join(folder, 'base'));
  await writeFile(join(folder, 'base', 'install.yaml'), objects.join('---\n'));
  await writeFile(join(folder, 'base', 'kustomization.yaml'), 'resources: [install.yaml]\n');
  await cp(overlay, join(folder, 'overlay'), { recursive: true });
  await writeFile(join(folder, 'acme.yaml'), stringify(profile));
}
