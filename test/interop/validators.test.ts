import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readCrds } from '../../apimachinery/crds/parse.ts';
import type { CustomResourceDefinition } from '../../apimachinery/types.ts';
import { loadReleaseJudge } from '../../apimachinery/validate/index.ts';
import { makeFolder } from '../../harness/common/state/folders.ts';
import { validate } from '../../policy/validate/index.ts';
import { findLack } from './go-test.ts';
import { downloadGatewayApi } from './official/build.ts';
import { findTool } from './tools.ts';
import { findDifference } from './validators/compare.ts';
import { changeExamples, type Input, readModuleFiles, takeRefused } from './validators/inputs.ts';
import { askKubeconform, writeSchemas } from './validators/kubeconform.ts';
import { askKubectlValidate } from './validators/kubectl-validate.ts';

const SEED = 20261130;
const only = new Set(['schema', 'cel'] as const);
/** kubeconform fills in no defaults, and an address without the default type fits two branches of which one has to. */
const withoutDefaults = ['examples/standard/gateway-addresses.yaml'];
const lack = await findLack();

describe('what is judged offline, beside kubectl-validate and kubeconform', function () {
  if (lack !== undefined) {
    it(`is not asked: ${lack}`);
    return;
  }
  this.timeout(1_200_000);
  let root: string;
  let folder: string;
  let kubectlValidate: string;
  let kubeconform: string;

  before(async () => {
    root = await downloadGatewayApi('v1.7.0');
    folder = await makeFolder('validators');
    kubectlValidate = await need('kubectl-validate');
    kubeconform = await need('kubeconform');
  });
  after(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** The same files, by all three: what kubectl-validate says otherwise than ours, and what each refuses. */
  async function compare(name: string, inputs: readonly Input[], channel: 'standard' | 'experimental') {
    const own = join(folder, name);
    const schemas = join(folder, `schemas-${channel}`);
    await mkdir(own, { recursive: true });
    const files = inputs.map((input, index) => ({ ...input, file: `${String(index).padStart(4, '0')}.yaml` }));
    await Promise.all(files.map(async ({ file, text }) => await writeFile(join(own, file), text)));
    const crds = join(root, 'config', 'crd', channel);
    const judge = await loadReleaseJudge({ path: crds });
    await writeSchemas(
      (await readCrds(crds)).crds as readonly object[] as readonly CustomResourceDefinition[],
      schemas,
    );
    const theirs = await askKubectlValidate(
      kubectlValidate,
      crds,
      own,
      files.map(({ file }) => file),
    );
    const bySchema = await askKubeconform(kubeconform, schemas, own);
    const judged = files.map((each) => {
      const verdict = theirs.get(each.file);
      if (!verdict) throw new Error(`kubectl-validate says nothing of ${each.name}`);
      const difference = findDifference(validate([each], { judge, only }), verdict);
      return { name: each.name, verdict, difference, bySchema: bySchema.has(each.file) };
    });
    return {
      differences: judged.flatMap(({ name, difference }) => (difference ? [`${name}: ${difference}`] : [])),
      refused: judged.filter(({ verdict }) => verdict.isRefused).length,
      refusedBySchema: judged.filter(({ bySchema }) => bySchema).length,
      onlyBySchema: judged.flatMap(({ name, verdict, bySchema }) => (bySchema && !verdict.isRefused ? [name] : [])),
    };
  }

  for (const channel of ['standard', 'experimental'] as const) {
    it(`is the same of the Gateway API's own examples: ${channel}`, async () => {
      const folders = [`hack/invalid-examples/${channel}`, `examples/${channel}`];
      const inputs = await readModuleFiles(root, folders);
      const found = await compare(`examples-${channel}`, inputs, channel);
      expect(found.differences).to.deep.equal([]);
      expect(found.onlyBySchema).to.deep.equal(channel === 'standard' ? withoutDefaults : []);
      expect(found.refused).to.equal(inputs.filter(({ name }) => name.startsWith('hack/invalid')).length);
      // Schemas alone let about half of what is invalid pass.
      expect(found.refusedBySchema).to.be.below(found.refused);
    });
  }

  it('is the same of objects that break one rule of the CRDs each', async () => {
    const inputs = await takeRefused(8);
    const found = await compare('refused', inputs, 'standard');
    expect(found.differences).to.deep.equal([]);
    expect(found.refused).to.equal(inputs.length);
  });

  it('is the same of generated objects', async () => {
    const inputs = changeExamples(200, SEED);
    const found = await compare('generated', inputs, 'standard');
    expect(found.differences, `seed ${SEED}`).to.deep.equal([]);
    expect(found.refused).to.be.within(50, 199);
  });
});

async function need(name: 'kubectl-validate' | 'kubeconform'): Promise<string> {
  const { path, lack } = await findTool(name);
  if (path === undefined) throw new Error(lack);
  return path;
}
