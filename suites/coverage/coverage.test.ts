import { expect } from 'chai';
import { listRows } from '../../harness/steps/rows.ts';
import { catalogue } from '../index.ts';
import { instantiate } from '../instantiate.test.ts';

describe('the partitions of the requirements', () => {
  const coverage = catalogue.coverage ?? [];
  const known = new Set(catalogue.requirements.map(({ id }) => id));

  it('belong to requirements that there are, each once', () => {
    for (const { requirement } of coverage) expect(known).to.include(requirement);
    const names = coverage.map(({ requirement, kind, name }) => `${requirement} ${kind} ${name}`);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('have rows, or a reason why they have none', () => {
    for (const { requirement, name, rows, reason } of coverage) {
      expect(rows.length > 0, `${requirement} ${name}`).to.equal(reason === undefined);
    }
  });

  it('name rows that there are, of scenarios that prove the requirement', async () => {
    const missing: string[] = [];
    for (const { requirement, name, rows } of coverage) {
      for (const { scenario, row } of rows) {
        const definition = catalogue.scenarios.find(({ id }) => id === scenario);
        const there = definition
          ? listRows(definition, (await instantiate(definition)).steps).map((one) => one.name)
          : [];
        if (!there.includes(row)) missing.push(`${requirement}, ${name}: ${scenario} has no row '${row}'`);
        else if (!definition?.requirements.includes(requirement))
          missing.push(`${scenario} does not prove ${requirement}`);
      }
    }
    expect(missing).to.deep.equal([]);
  });
});
