import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderConformanceReport } from '../../../reports/conformance/write.ts';
import { samplePassingResult } from '../../result/sample.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf report verify', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-verify-'));
    io = createFakeIo(dir);
    mkdirSync(join(dir, 'reports'));
    writeFileSync(join(dir, 'reports/good.yaml'), renderConformanceReport(samplePassingResult()));
    writeFileSync(join(dir, 'bad.yaml'), 'kind: Other\n');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const verify = (...argv: string[]): Promise<number> => main(['report', 'verify', ...argv], io, createFakeWiring());

  it('names each file, its flaws, and ends with 1 where one is broken', async () => {
    expect(await verify('reports', 'bad.yaml')).to.equal(1);
    expect(io.out()).to.contain('ok      reports/good.yaml\n        note file-name: ');
    expect(io.out()).to.contain(
      'broken  bad.yaml\n        error fields: document: must have the properties apiVersion, ',
    );
    expect(io.out()).to.match(/\n2 reports, 1 of them breaks a rule\n$/);
  });

  it('ends with 0 where none is broken, unless notes count', async () => {
    expect(await verify('reports')).to.equal(0);
    expect(io.out()).to.match(/\n1 report, none breaks a rule\n$/);
    expect(await verify('reports', '--strict')).to.equal(1);
  });

  it('tells another program', async () => {
    expect(await verify('bad.yaml', '--json')).to.equal(1);
    expect(JSON.parse(io.out())[0]).to.include({ file: 'bad.yaml' });
  });

  it('refuses what it cannot read, in one sentence', async () => {
    expect(await verify('missing.yaml')).to.equal(2);
    expect(io.err()).to.match(/^gwconf: cannot read .*missing\.yaml: there is no such file\n$/);
    mkdirSync(join(dir, 'empty'));
    expect(await verify('empty')).to.equal(2);
    expect(await verify()).to.equal(2);
    expect(io.err()).to.contain('gwconf report verify needs FILE');
  });
});
