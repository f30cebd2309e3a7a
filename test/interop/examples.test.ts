import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { readCrds } from '../../apimachinery/crds/parse.ts';
import { readManifests } from '../../apimachinery/manifests/index.ts';
import type { CustomResourceDefinition } from '../../apimachinery/types.ts';
import { makeObjectJudge } from '../../apimachinery/validate/index.ts';
import { validate } from '../../policy/validate/index.ts';
import { findLack } from './go-test.ts';
import { downloadGatewayApi } from './official/build.ts';

const CHANNELS = ['standard', 'experimental'] as const;
const LIMIT_MS = 300_000;
const lack = await findLack();

describe("the Gateway API's own examples of v1.7.0, judged by its CRDs", function () {
  if (lack !== undefined) {
    it(`are not read: ${lack}`);
    return;
  }
  this.timeout(LIMIT_MS);
  let root: string;

  before(async () => {
    root = await downloadGatewayApi('v1.7.0');
  });

  /** The files of a folder, each with what is wrong with its objects. */
  async function judgeFolder(folder: string, channel: (typeof CHANNELS)[number]): Promise<[string, string[]][]> {
    const { crds } = await readCrds(join(root, 'config', 'crd', channel));
    const judge = makeObjectJudge(crds as readonly CustomResourceDefinition[]);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
    const judged = files.map(async (entry): Promise<[string, string[]]> => {
      const file = join(entry.parentPath, entry.name);
      const { manifests, faults } = readManifests(await readFile(file, 'utf8'), file);
      const findings = manifests.flatMap(({ value }) => judge.judge(value).findings);
      return [relative(root, file), [...faults, ...findings].map(({ message }) => message)];
    });
    return await Promise.all(judged);
  }

  for (const channel of CHANNELS) {
    it(`are all refused where they are invalid: ${channel}`, async () => {
      const judged = await judgeFolder(join(root, 'hack', 'invalid-examples', channel), channel);
      expect(judged.length).to.be.at.least(4);
      expect(judged.filter(([, messages]) => messages.length === 0).map(([file]) => file)).to.deep.equal([]);
    });
  }

  it('are all taken where they are valid', async () => {
    const judged = await judgeFolder(join(root, 'examples'), 'experimental');
    expect(judged.length).to.be.greaterThan(80);
    expect(judged.filter(([, messages]) => messages.length > 0)).to.deep.equal([]);
  });

  it('have no error of meaning, neither one by one nor all together', async () => {
    const folder = join(root, 'examples');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
    const sources = await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return { name: relative(folder, path), text: await readFile(path, 'utf8') };
      }),
    );
    const only = new Set(['meaning'] as const);
    const found = [...sources.map((source) => [source]), sources].flatMap((some) => validate(some, { only }).findings);
    expect(found.filter(({ level }) => level === 'error')).to.deep.equal([]);
    expect(found.length).to.be.greaterThan(20);
  });
});
