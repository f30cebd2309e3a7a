import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderConformanceReport } from '../../../reports/conformance/write.ts';
import { renderResult } from '../../../reports/json/write.ts';
import { samplePassingResult, sampleRunResult } from '../../result/sample.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf compare', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-compare-'));
    io = createFakeIo(dir);
    writeFileSync(join(dir, 'result.json'), renderResult(sampleRunResult()));
    mkdirSync(join(dir, 'reports'));
    writeFileSync(join(dir, 'reports/one.yaml'), renderConformanceReport(samplePassingResult()));
    writeFileSync(join(dir, 'reports/none.yaml'), 'kind: Other\n');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const compare = (...argv: string[]): Promise<number> => main(['compare', ...argv], io, createFakeWiring());

  it('takes results and reports alike, and tells what it left out', async () => {
    expect(await compare('result.json', 'reports')).to.equal(0);
    expect(io.out()).to.match(/^ {2}1 {2}gwconf\/reference v0\.1\.0/);
    expect(io.err()).to.match(/^note: reports\/none\.yaml is no report: /);
  });

  it('writes a page where one is asked for', async () => {
    expect(await compare('result.json', 'reports/one.yaml', '--format', 'html', '--output', 'c.html')).to.equal(0);
    expect(existsSync(join(dir, 'c.html'))).to.equal(true);
  });

  it('puts results beside the reports of a folder, also one whose head is spoilt', async () => {
    const spoilt = renderConformanceReport(samplePassingResult()).replace('apiVersion', '<Right>apiVersion');
    writeFileSync(join(dir, 'reports/spoilt.yaml'), spoilt);
    expect(await compare('result.json', '--published', 'reports', '--format', 'json')).to.equal(0);
    expect(JSON.parse(io.out()).subjects).to.have.length(3);
    expect(io.err()).to.contain('note: reports/spoilt.yaml breaks a rule, and is read all the same');
    expect(await compare('--published', 'reports')).to.equal(0);
    expect(await compare('--published', 'missing')).to.equal(2);
    expect(await compare()).to.equal(2);
    expect(io.err()).to.contain('gwconf compare needs FILE or --published');
  });

  it('refuses one alone, what is no report, and what is not there', async () => {
    expect(await compare('result.json')).to.equal(2);
    expect(await compare('result.json', 'reports/none.yaml')).to.equal(2);
    expect(await compare('result.json', 'missing')).to.equal(2);
    expect(io.err())
      .to.contain('it takes two results or reports, and only one was found in')
      .and.contain('cannot read missing: there is no such file');
  });
});
