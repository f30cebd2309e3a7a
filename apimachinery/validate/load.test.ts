import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { useOwnCache, writeCrd } from '../crds/testing.ts';
import { loadReleaseJudge } from './index.ts';

describe('a judge of the Gateway API', () => {
  let own: Awaited<ReturnType<typeof useOwnCache>>;
  before(async () => {
    own = await useOwnCache();
  });
  after(() => own.restore());

  const route = (spec: object) => ({
    ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'r' } },
    spec,
  });

  it('has the schemas that come with the package where nothing was fetched, and says that rules are missing', async function () {
    this.timeout(60_000);
    const judge = await loadReleaseJudge('auto');
    expect(judge).to.include({ hasRules: false, channel: 'standard' });
    expect(judge.source).to.be.a('string');
    expect(judge.judge(route({ hostnames: ['a.example.com'] })).findings).to.deep.equal([]);
    const findings = judge.judge(route({ hostnames: ['not a name'], rule: [] })).findings;
    expect(findings.map(({ stage, field }) => `${stage} ${field}`)).to.deep.equal([
      'fields spec.rule',
      'schema spec.hostnames[0]',
    ]);
  });

  it('has the rules of CRDs from a file', async () => {
    const file = join(own.dir, 'crds.yaml');
    await writeFile(file, writeCrd('a'));
    expect(await loadReleaseJudge({ path: file })).to.include({ hasRules: false, version: 'v9.9.9' });
    const schema = `schema: {openAPIV3Schema: {type: object, x-kubernetes-validations: [{rule: self.metadata.name == 'y', message: it is y}]}}`;
    await writeFile(file, writeCrd('a').replace('storage: true', `storage: true, ${schema}`));
    const judge = await loadReleaseJudge({ path: file });
    expect(judge.hasRules).to.equal(true);
    const any = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Any', metadata: { name: 'x' } };
    expect(judge.judge(any).findings).to.deep.include({
      stage: 'cel',
      reason: 'FieldValueInvalid',
      field: '<nil>',
      message: 'Invalid value: "object": it is y',
    });
  });
});
