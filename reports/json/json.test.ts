import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sampleRunResult } from '../../harness/result/sample.ts';
import { ReportError } from '../errors.ts';
import { readResult, renderResult, writeResult } from './write.ts';

describe('JSON report', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-json-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is read back as it was', () => {
    const path = join(dir, 'result.json');
    writeResult(sampleRunResult(), path);
    expect(readResult(path)).to.deep.equal(sampleRunResult());
  });

  it('orders keys by name, whatever the order they came in', () => {
    const result = sampleRunResult();
    const turned = Object.fromEntries(Object.entries(result).reverse()) as unknown as typeof result;
    expect(renderResult(turned)).to.equal(renderResult(result));
    const keys = Object.keys(JSON.parse(renderResult(result)) as object);
    expect(keys).to.deep.equal([...keys].sort());
  });

  it('refuses a result that its schema does not describe', () => {
    const result = { ...sampleRunResult(), durationMs: -1, seed: 7 as unknown as string };
    expect(() => renderResult(result)).to.throw(ReportError, 'seed: must be string');
  });

  it('names the file that is no result', () => {
    const path = join(dir, 'other.json');
    writeFileSync(path, '{"a": 1}');
    expect(() => readResult(path)).to.throw(ReportError, `${path} is not a run result`);
    writeFileSync(path, '{"a": ');
    expect(() => readResult(path)).to.throw(ReportError, `cannot read ${path}`);
  });
});
