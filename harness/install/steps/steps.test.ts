// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles look like this
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { createFakePrograms, type FakePrograms } from '../../common/exec/fake-programs.test.ts';
import { refusalOf } from '../../common/exec/refusal.test.ts';
import { createMemoryApi, type MemoryApi } from '../../kube/memory-api.test.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { createInstallation, type Installation } from '../installation.ts';
import { profileOf, toolsFor, waitFor } from '../testing.test.ts';
import type { ImplementationProfile } from '../types.ts';

const manifest = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
---
apiVersion: example.com/v1
kind: Widget
metadata: { name: one }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec: { scope: Cluster, names: { kind: Widget } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gateways.gateway.networking.k8s.io }
---
apiVersion: v1
kind: List
items:
  - apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: { name: example }
    spec: { controllerName: example.com/gateway }
  - apiVersion: v1
    kind: Namespace
    metadata: { name: gw }
`;

/** Plays the controllers of the cluster. */
function control(object: KubeObject): KubeObject {
  const type = { CustomResourceDefinition: 'Established', GatewayClass: 'Accepted', Deployment: 'Available' }[
    object.kind
  ];
  const conditions = [{ type, status: 'True', reason: 'Fine', message: '' }];
  return type ? { ...object, status: { observedGeneration: 1, conditions } } : object;
}

describe('install steps', () => {
  let folder: string;
  let outer: string | undefined;
  let programs: FakePrograms;
  let api: MemoryApi;
  const begun: Installation[] = [];
  const begin = (profile: ImplementationProfile): Installation => {
    const installation = createInstallation(profile, toolsFor(api));
    begun.push(installation);
    return installation;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-steps-'));
    // Installations that are not undone leave their folders here, too.
    outer = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    programs = createFakePrograms();
    programs.enter();
    api = createMemoryApi([], control);
  });
  afterEach(async () => {
    for (const installation of begun.splice(0)) await installation.uninstall(waitFor(2_000));
    programs.leave();
    if (outer === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = outer;
    await rm(folder, { recursive: true, force: true });
  });
  const gatewayClass = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'example' },
    spec: { controllerName: 'example.com/gateway' },
  };

  const inOrder = [
    'apply /Namespace/gw',
    'apply apiextensions.k8s.io/CustomResourceDefinition/widgets.example.com',
    'apply /ConfigMap/default/settings',
    'apply example.com/Widget/one',
    'apply gateway.networking.k8s.io/GatewayClass/example',
  ];

  it('applies manifests, what others need first and the Gateway API’s CRDs not at all', async () => {
    await writeFile(join(folder, 'all.yaml'), manifest);
    const profile = await profileOf(folder, [{ kind: 'manifests', sources: ['all.yaml'] }]);
    const installation = begin(profile);
    const facts = await installation.install(waitFor(2_000));
    expect(facts.controllerName).to.equal('example.com/gateway');
    expect(api.writes).to.deep.equal(inOrder);
    await installation.uninstall(waitFor(2_000));
    expect([...api.objects]).to.deep.equal([]);
  });

  it('applies what kubectl makes of a kustomization', async () => {
    await writeFile(join(folder, 'kustomization.yaml'), '');
    programs.answer('kubectl', { when: 'kustomize', stdout: manifest });
    const profile = await profileOf(folder, [{ kind: 'kustomize', path: '.', namespace: 'gw' }]);
    await begin(profile).install(waitFor(2_000));
    expect(programs.calls('kubectl')).to.deep.equal([`kubectl kustomize ${folder}`]);
    expect(api.writes).to.include('apply /ConfigMap/gw/settings').and.to.include('apply example.com/Widget/one');
  });

  it('tells a wrong kustomization of the user’s from a remote one that cannot be had', async () => {
    await writeFile(join(folder, 'kustomization.yaml'), '');
    programs.answer('kubectl', { when: 'kustomize', stderr: 'error: no matches for Id', exitCode: 1 });
    const refuse = async (path: string) =>
      refusalOf(begin(await profileOf(folder, [{ kind: 'kustomize', path }])).install(waitFor(100)));
    expect(await refuse('.')).to.be.instanceOf(UsageError);
    expect((await refuse('.')).message)
      .to.contain('no matches for Id')
      .and.to.contain(`kubectl kustomize ${folder}`);
    expect(await refuse('https://example.com/config')).to.be.instanceOf(HarnessError);
  });

  it('names the place in a manifest that is none', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'kind: A\n---\n{');
    const profile = await profileOf(folder, [{ kind: 'manifests', sources: ['bad.yaml'] }]);
    const error = await refusalOf(begin(profile).install(waitFor(100)));
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.match(/bad\.yaml:3:2: /);
  });

  describe('helm', () => {
    const chart = { kind: 'helm', chart: './chart', release: 'gw', namespace: 'gw-system' };
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: controller }\n';
    beforeEach(async () => {
      await writeFile(join(folder, 'chart'), '');
      await writeFile(join(folder, 'mine.yaml'), '');
      programs.answer(
        'helm',
        { when: '^get manifest', stdout: deployment },
        { when: '^status', stderr: 'Error: release: not found', exitCode: 1 },
        { when: '' },
      );
    });

    it('installs a chart with all its values, waits for its workloads, and uninstalls it', async () => {
      const given = {
        version: '1.2.3',
        values: { replicas: 2 },
        valuesFiles: ['${values}', '${none}'],
        skipCrds: true,
      };
      const profile = await profileOf(
        folder,
        [
          { ...chart, ...given },
          { kind: 'objects', objects: [gatewayClass] },
        ],
        { parameters: { values: '', none: '' } },
        {},
        { values: 'mine.yaml', 'helm.image.tag': 'v9' },
      );
      const installation = begin(profile);
      api.put({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'controller', namespace: 'gw-system' } });
      const waiting = refusalOf(installation.install(waitFor(300)));
      expect((await waiting).message).to.contain('Deployment gw-system/controller was not Available within 300 ms');
      const install = programs.calls('helm').find((call) => call.startsWith('helm install')) ?? '';
      const [, own = '', kubeconfig = ''] =
        /--values (\S+)\/gw-values\.yaml .* --kubeconfig (\S+) /.exec(install) ?? [];
      expect(install).to.equal(
        `helm install gw ${folder}/chart --version 1.2.3 --values ${own}/gw-values.yaml --values ${folder}/mine.yaml ` +
          '--set image.tag=v9 --skip-crds --labels gwconf.dev/run=r1 --timeout 1s ' +
          `--kubeconfig ${own}/kubeconfig --namespace gw-system`,
      );
      const values: unknown = parse(await readFile(join(own, 'gw-values.yaml'), 'utf8'));
      expect(values).to.deep.equal({ replicas: 2 });
      expect(await readFile(kubeconfig, 'utf8')).to.equal('kind: Config\n');
      expect(api.writes).to.deep.equal(['apply /Namespace/gw-system']);
      await installation.uninstall(waitFor(2_000));
      expect(programs.calls('helm').at(-1)).to.match(/^helm uninstall gw --ignore-not-found --wait/);
      expect(api.writes.at(-1)).to.equal('delete /Namespace/gw-system');
    });

    it('renders a chart of CRDs, and applies it as manifests are applied', async () => {
      programs.answer('helm', { when: '^template', stdout: manifest });
      const profile = await profileOf(folder, [{ ...chart, render: true, version: '1', values: { a: 1 } }]);
      await begin(profile).install(waitFor(2_000));
      expect(programs.calls('helm').join()).to.match(
        /^helm template gw \S+\/chart --version 1 --values \S+ --include-crds --namespace gw-system$/,
      );
      expect(api.writes).to.include('apply example.com/Widget/one').and.not.include('apply /Namespace/gw-system');
      expect(api.writes.join()).not.to.contain('gateways.gateway.networking.k8s.io');
    });

    it('leaves alone a release that is there already', async () => {
      programs.answer('helm', { when: '^status', stdout: 'STATUS: deployed' });
      const error = await refusalOf(begin(await profileOf(folder, [chart])).install(waitFor(9)));
      expect(error).to.be.instanceOf(UsageError);
      expect(error.message).to.contain('the helm release gw in namespace gw-system exists already');
      expect(api.writes).to.deep.equal([]);
    });

    it('says what helm said', async () => {
      programs.answer('helm', { when: '^install', stderr: 'Error: chart is broken', exitCode: 1 });
      const error = await refusalOf(begin(await profileOf(folder, [chart])).install(waitFor(9)));
      expect(error).to.be.instanceOf(HarnessError);
      expect(error.message).to.match(
        /failed with exit code 1: Error: chart is broken \(the command: .*helm install gw/,
      );
    });
  });
});
