import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sampleRow, sampleRunResult } from '../harness/result/sample.ts';
import { createReporters, fileReporters } from './index.ts';

describe('reporters', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-reporters-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('writes each file that was asked for, and no other', async () => {
    const files = { junit: join(dir, fileReporters.junit), json: join(dir, 'deep', fileReporters.json) };
    const reporters = createReporters({ files });
    const written = await reporters.write(sampleRunResult());
    expect(written).to.deep.equal({ paths: [files.junit, files.json], notes: [] });
    expect(readFileSync(files.junit, 'utf8')).to.contain('<testsuites');
    expect(readFileSync(files.json, 'utf8')).to.contain('"seed": "7f3a"');
    expect(existsSync(join(dir, fileReporters.conformance))).to.equal(false);
    expect(reporters.problems()).to.deep.equal([]);
  });

  it('goes on where one cannot be written, and tells of it in one sentence', async () => {
    writeFileSync(join(dir, 'file'), '');
    const files = { conformance: join(dir, 'file', 'report.yaml'), junit: join(dir, 'junit.xml') };
    const reporters = createReporters({ files });
    expect((await reporters.write(sampleRunResult())).paths).to.deep.equal([files.junit]);
    expect(reporters.problems()).to.have.length(1);
    expect(reporters.problems()[0]).to.contain(`the conformance report failed: cannot write ${files.conformance}`);
  });

  it('writes through a link, and replaces no folder, device or pipe', async () => {
    const target = join(dir, 'target.json');
    writeFileSync(target, 'before');
    symlinkSync(target, join(dir, 'link.json'));
    const files = { json: join(dir, 'link.json'), junit: '/dev/null' };
    const reporters = createReporters({ files });
    await reporters.write(sampleRunResult());
    expect(readFileSync(target, 'utf8')).to.contain('"seed": "7f3a"');
    expect(lstatSync(files.json).isSymbolicLink()).to.equal(true);
    expect(lstatSync('/dev/null').isCharacterDevice()).to.equal(true);
    expect(reporters.problems()).to.deep.equal([
      'the junit report failed: cannot write /dev/null: it is not a regular file',
    ]);
    expect(readdirSync(dir).sort()).to.deep.equal(['link.json', 'target.json']);
  });

  it('writes no conformance report for a run without a profile, and says so', async () => {
    const path = join(dir, 'report.yaml');
    const reporters = createReporters({ files: { conformance: path } });
    const { paths, notes } = await reporters.write(sampleRunResult({ profiles: [] }));
    expect(paths).to.deep.equal([]);
    expect(notes).to.have.length(1);
    expect(existsSync(path)).to.equal(false);
    expect(reporters.problems()).to.deep.equal([]);
  });

  it('leaves a view that throws out, once told, while the others go on', () => {
    const seen: string[] = [];
    const broken = {
      onRow: () => {
        throw new Error('no such colour');
      },
      onNotice: () => seen.push('broken'),
    };
    const reporters = createReporters({ files: {}, views: { broken, good: { onNotice: (text) => seen.push(text) } } });
    for (const listener of reporters.listeners) {
      listener.onRow?.('A', sampleRow());
      listener.onRow?.('A', sampleRow());
      listener.onNotice?.('hello');
    }
    expect(seen).to.deep.equal(['hello']);
    expect(reporters.problems()).to.deep.equal(['the broken report failed: no such colour']);
  });
});
