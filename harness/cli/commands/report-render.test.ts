import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { renderResult } from '../../../reports/json/write.ts';
import { samplePassingResult } from '../../result/sample.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf report', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-render-'));
    io = createFakeIo(dir);
    mkdirSync(join(dir, 'gwconf-report'));
    writeFileSync(join(dir, 'gwconf-report/result.json'), renderResult(samplePassingResult()));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const call = (...argv: string[]): Promise<number> => main(['report', ...argv], io, createFakeWiring());

  const starts: readonly [string, RegExp][] = [
    ['html', /^<!doctype html>/],
    ['markdown', /^## ✅ Conformant/],
    ['junit', /^<\?xml/],
    ['json', /^\{\n/],
    ['conformance', /^apiVersion: gateway/],
  ];
  for (const [format, start] of starts) {
    it(`renders ${format} from a result, by its folder`, async () => {
      expect(await call('render', 'gwconf-report', '--format', format)).to.equal(0);
      expect(io.out()).to.match(start);
    });
  }

  it('writes a file where one is named', async () => {
    expect(await call('render', 'gwconf-report/result.json', '--format=html', '--output', 'page.html')).to.equal(0);
    expect(readFileSync(join(dir, 'page.html'), 'utf8')).to.match(/^<!doctype html>/);
    expect(io.out()).to.equal('');
  });

  it('shows the page of a run, and makes it where it is missing', async () => {
    expect(await call('show', '--print')).to.equal(0);
    expect(io.out()).to.equal(`${pathToFileURL(join(dir, 'gwconf-report/report.html')).href}\n`);
    expect(existsSync(join(dir, 'gwconf-report/report.html'))).to.equal(true);
  });

  it('refuses what is no result, in one sentence', async () => {
    writeFileSync(join(dir, 'other.json'), '{}');
    expect(await call('render', 'other.json')).to.equal(2);
    expect(await call('render', 'missing')).to.equal(2);
    expect(await call('show', 'missing')).to.equal(2);
    expect(await call('render', 'gwconf-report', '--format', 'pdf')).to.equal(2);
    expect(io.err()).to.contain('other.json is not a run result: ').and.contain('there is no missing');
  });

  it('tells that a run without a profile has no conformance report', async () => {
    writeFileSync(join(dir, 'none.json'), renderResult(samplePassingResult({ profiles: [] })));
    expect(await call('render', 'none.json', '--format', 'conformance')).to.equal(2);
    expect(io.err()).to.contain('there is no conformance report');
  });
});
