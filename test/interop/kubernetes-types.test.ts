import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { findLack, runGo } from './go-test.ts';

const writer = fileURLToPath(new URL('../../scripts/kubernetes-types', import.meta.url));
const kinds = fileURLToPath(new URL('../../apimachinery/kinds', import.meta.url));
const written = fileURLToPath(new URL('../../embedded/apiserver/protobuf/samples.jsonl', import.meta.url));
const lack = await findLack();

describe("Kubernetes' own types, as the embedded API server knows them", function () {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(1_200_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-types-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('have the fields that k8s.io/api has', async () => {
    await runGo(writer, ['run', '.', 'types', folder]);
    const names = await readdir(folder);
    expect(names).to.include.members(['core-v1.ts', 'index.ts']);
    for (const name of names) {
      const made = await readFile(join(folder, name), 'utf8');
      expect(await readFile(join(kinds, name), 'utf8'), name).to.equal(made);
    }
  });

  it('are tested with what its encoders write', async () => {
    const file = join(folder, 'samples.jsonl');
    await runGo(writer, ['run', '.', 'samples', file]);
    expect(await readFile(written, 'utf8')).to.equal(await readFile(file, 'utf8'));
  });
});
