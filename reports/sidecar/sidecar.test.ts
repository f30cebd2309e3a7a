import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { expect } from 'chai';
import { samplePassingResult, sampleRunResult } from '../../harness/result/sample.ts';
import { renderConformanceReport } from '../conformance/write.ts';
import { ReportError } from '../errors.ts';
import { renderResult } from '../json/write.ts';
import { compareSidecar, readSidecar } from './read.ts';
import schema from './schema.json' with { type: 'json' };
import { checkSidecar, renderSidecar, toSidecar, writeSidecar } from './write.ts';

describe('sidecar', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-sidecar-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const digest = `sha256:${'0'.repeat(64)}`;
  const result = sampleRunResult({
    repeat: ['run', '--timeout-scale', '3', '--seed', '7f3a'],
    images: [{ role: 'implementation', image: 'acme/proxy:v2', digest }],
  });

  it('tells what a report cannot: policies, images, versions, and each row with its place', () => {
    const sidecar = toSidecar(result);
    expect(sidecar).to.deep.include({ seed: '7f3a', images: result.images, timing: result.timing });
    expect(sidecar.features.source).to.equal('published');
    const row = sidecar.rows.find(({ evidence }) => evidence !== undefined);
    expect(row?.evidence).to.equal('evidence/HTTPRouteHeaderMatching/02-other-header');
    const [, , scenario, , at] = row?.record.split('/') ?? [];
    expect(result.scenarios[Number(scenario)]?.rows[Number(at)]?.name).to.equal(row?.row);
    expect(sidecar.rows).to.have.length(result.scenarios.reduce((sum, { rows }) => sum + rows.length, 0));
  });

  it('holds to its schema, which is one', () => {
    expect(new Ajv2019({ strict: false }).validateSchema({ ...schema, $schema: undefined })).to.equal(true);
    const text = renderSidecar(result);
    expect(checkSidecar(JSON.parse(text))).to.deep.equal([]);
    expect(checkSidecar({ ...JSON.parse(text), seed: 7 })).to.deep.equal(['seed: must be string']);
    expect(checkSidecar({ ...JSON.parse(text), more: 1 })).to.deep.equal(['document: unknown field "more"']);
  });

  it('survives being written and read, and knows the files beside it', () => {
    const path = join(dir, 'report.run.json');
    expect(writeSidecar(result, path)).to.equal(true);
    const read = readSidecar(path);
    const beside = { report: renderConformanceReport(result), result: renderResult(result) };
    expect(compareSidecar(read, beside)).to.deep.equal([]);
    expect(compareSidecar(read, {})).to.deep.equal([]);
    expect(compareSidecar(read, { ...beside, report: beside.report.replace('failure', 'success') })).to.deep.equal([
      'the report is not the one that the run wrote',
    ]);
    expect(compareSidecar(read, { result: '{}' })).to.have.length(1);
  });

  it('is none where there is no report', () => {
    const shard = { index: 1, count: 2, profiles: [], skipProvisional: false };
    expect(writeSidecar(samplePassingResult({ profiles: [] }), join(dir, 'a'))).to.equal(false);
    expect(writeSidecar(samplePassingResult({ shard }), join(dir, 'a'))).to.equal(false);
  });

  it('refuses what is none, naming file and field', () => {
    for (const [name, text, told] of [
      ['empty.run.json', '', /cannot read/],
      ['list.run.json', '[]', /is no sidecar of a report/],
      ['other.run.json', readFileSync(new URL('schema.json', import.meta.url), 'utf8'), /schemaVersion/],
    ] as const) {
      writeFileSync(join(dir, name), text);
      expect(() => readSidecar(join(dir, name))).to.throw(ReportError, told);
    }
    expect(() => readSidecar(join(dir, 'missing'))).to.throw(ReportError, /cannot read/);
  });
});
