import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { checkCatalogue } from '../harness/run/plan/index.ts';
import type { ScenarioDefinition } from '../harness/scenario/define.ts';
import { catalogue } from './index.ts';

describe('the catalogue of scenarios', () => {
  const { scenarios } = catalogue;

  it('contradicts neither itself nor the lists of official tests', async () => {
    await checkCatalogue(catalogue);
  });

  it('has every official core test of Gateways by its name', () => {
    const core = ['Gateway', 'HTTPRoute', 'ReferenceGrant'];
    const tests = catalogue.releases.flatMap((release) => release.tests);
    const names = tests.filter(({ features }) => features.every((name) => core.includes(name))).map(({ name }) => name);
    expect(scenarios.map(({ id }) => id)).to.include.members(names);
  });

  it('names the files of single scenarios after their ids, with the resource as the folder', async () => {
    const folder = new URL('./scenarios/', import.meta.url);
    const files = (await readdir(folder, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
    const modules = files.filter((file) => file.includes('/') && file.endsWith('.ts') && !file.endsWith('.test.ts'));
    for (const file of modules) {
      const { default: made }: { default: ScenarioDefinition | ScenarioDefinition[] } = await import(
        new URL(file, folder).href
      );
      if (Array.isArray(made)) continue;
      // Ids of our own begin with a word that no official test has.
      const id = made.id.replace(/^Spec/, '').toLowerCase();
      expect(file.replace(/\.ts$/, '').replace(/[-/]/g, '')).to.equal(id);
    }
    expect(modules).to.have.length.above(0);
  });
});

describe('the catalogue of requirements', () => {
  const { requirements } = catalogue;
  const ids = requirements.map(({ id }) => id);

  it('has ids that are dotted and in lower case', () => {
    for (const id of ids) expect(id).to.match(/^[a-z]+(\.[a-z0-9-]+)+$/);
  });

  it('gives each a sentence and a clause of a released version', () => {
    const clause =
      /^https:\/\/(github\.com\/kubernetes-sigs\/gateway-api\/blob\/v\d+\.\d+\.\d+\/.+#L\d+-L\d+|github\.com\/kubernetes\/ingress-nginx\/blob\/controller-v\d+\.\d+\.\d+\/.+#.+|v1-\d+\.docs\.kubernetes\.io\/docs\/.+#.+|gateway-api\.sigs\.k8s\.io\/.*\d+\.\d+.*)$/;
    for (const { text, source } of requirements) {
      expect(text).to.match(/^[A-Za-z].*\.$/);
      expect(source).to.match(clause);
    }
  });
});
