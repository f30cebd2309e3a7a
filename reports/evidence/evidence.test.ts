import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { sampleRow, sampleRunResult } from '../../harness/result/sample.ts';
import type { RunResult } from '../../harness/result/types.ts';
import { ReportError } from '../errors.ts';
import { nameRowFolder } from './folders.ts';
import { writeEvidence } from './write.ts';

describe('evidence folder', () => {
  let dir: string;
  let folder: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-evidence-'));
    folder = join(dir, 'evidence');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const withoutEvidence = (): RunResult => sampleRunResult({ scenarios: [] });

  it('has a folder for each row that failed, with everything that was taken', () => {
    const result = sampleRunResult();
    expect(writeEvidence(result, folder)).to.equal(true);
    const failing = result.scenarios.flatMap((scenario) =>
      scenario.rows.filter((row) => row.evidence).map((row) => ({ scenario, row })),
    );
    expect(failing).to.not.have.length(0);
    for (const { scenario, row } of failing) {
      const place = join(folder, nameRowFolder(scenario, row));
      const read = (name: string) => readFileSync(join(place, name), 'utf8');
      expect(read('summary.txt')).to.contain(row.message).and.to.contain(scenario.reproduce);
      const objects = parseAllDocuments(read('objects.yaml')).map((document) => document.toJS());
      expect(objects).to.deep.equal(row.evidence?.objects);
      expect(read('exchanges.txt')).to.contain(`> ${row.evidence?.exchanges[0]?.line}`);
      const [log] = row.evidence?.logs ?? [];
      const [name = ''] = readdirSync(join(place, 'logs'));
      expect(readFileSync(join(place, 'logs', name), 'utf8')).to.equal(`${log?.lines.join('\n')}\n`);
    }
  });

  it('names folders so that no row takes another’s, and no character needs quotes', () => {
    const rows = [sampleRow(), { ...sampleRow(), name: 'Ünï/../code: a "b"' }, { ...sampleRow(), name: '…' }];
    const [scenario] = sampleRunResult().scenarios;
    if (!scenario) throw new Error('the sample has no scenario');
    const names = rows.map((row) => nameRowFolder({ ...scenario, id: 'A', rows }, row));
    expect(names[1]).to.equal('A/02-n-code-a-b');
    expect(names[2]).to.equal('A/03');
    expect(new Set(names).size).to.equal(3);
  });

  it('removes what an earlier run left, also where it leaves nothing itself', () => {
    writeEvidence(sampleRunResult(), folder);
    expect(writeEvidence(withoutEvidence(), folder)).to.equal(false);
    expect(existsSync(folder)).to.equal(false);
    expect(writeEvidence(withoutEvidence(), folder)).to.equal(false);
  });

  it('never touches a folder that is not its own', () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    expect(() => writeEvidence(sampleRunResult(), folder)).to.throw(
      ReportError,
      'holds files that are not of a report',
    );
    expect(readdirSync(folder)).to.deep.equal(['thesis.txt']);
  });
});
