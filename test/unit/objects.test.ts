import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { KubeError } from '../../harness/kube/errors.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { loadReleaseJudge } from '../../policy/validate/index.ts';
import { collectObjects } from '../objects/collect.ts';
import { compareVerdicts } from '../objects/compare.ts';

const route = (spec: object): KubeObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'a' },
  spec,
});

describe('objects of the public', () => {
  it('are found in manifests, lists and tables of tests, each once, without templates and what no object is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gwconf-objects-'));
    try {
      const a = `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a, uid: x}\nstatus: {}\n`;
      await writeFile(join(folder, 'a.yaml'), `${a}---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n`);
      await writeFile(join(folder, 'again.yml'), a);
      const table = { cases: [{ in: { ...route({}), metadata: { name: 'b' } } }, { kind: 'HTTPRoute' }] };
      await writeFile(join(folder, 'table.json'), JSON.stringify(table));
      await writeFile(join(folder, 'template.yaml'), a.replace('a,', '{{ .Name }},'));
      await writeFile(join(folder, 'broken.yaml'), `${a}: [`);
      const { files, all, distinct } = collectObjects([folder]);
      expect([files, all]).to.deep.equal([3, 3]);
      expect(distinct.map(({ object }) => object.metadata)).to.deep.equal([{ name: 'a' }, { name: 'b' }]);
      expect(distinct[0]?.object).to.not.have.property('status');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are held against a server, which may say otherwise', async () => {
    const judge = await loadReleaseJudge('bundled');
    const objects = [{}, { hostnames: ['A_b'] }, { parentRefs: [] }, { unknown: 1 }].map((spec, index) => {
      return { object: route(spec), file: `${index}.yaml` };
    });
    const placed: (string | undefined)[] = [];
    const api = {
      async tryCreate(object: KubeObject): Promise<KubeObject> {
        placed.push(object.metadata.namespace);
        const { hostnames, parentRefs } = object.spec as { hostnames?: unknown; parentRefs?: unknown };
        if (!hostnames && !parentRefs) return object;
        throw new KubeError('create', { status: 422, reason: 'Invalid', message: 'it is invalid' });
      },
    };
    const { same, refused, differences } = await compareVerdicts(api, judge, objects, new Set());
    expect([same, refused]).to.deep.equal([2, 2]);
    expect(differences.map(({ file, server }) => `${file} ${server}`).sort()).to.deep.equal([
      '2.yaml it is invalid',
      '3.yaml takes it',
    ]);
    expect(differences.find(({ file }) => file === '3.yaml')?.ours.join()).to.contain('unknown');
    expect(new Set(placed)).to.deep.equal(new Set(['default']));
    const ofCluster = await compareVerdicts(api, judge, objects.slice(0, 1), new Set(['HTTPRoute']));
    expect(ofCluster.same).to.equal(1);
    expect(placed.at(-1)).to.equal(undefined);
  });
});
