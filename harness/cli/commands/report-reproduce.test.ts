import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderSidecar } from '../../../reports/sidecar/write.ts';
import { samplePassingResult } from '../../result/sample.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf report reproduce', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-reproduce-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const call = (...argv: string[]): Promise<number> => main(argv, io, createFakeWiring());
  const write = (repeat: readonly string[], version = '0.1.0'): void =>
    writeFileSync(
      join(dir, 'a.run.json'),
      renderSidecar(samplePassingResult({ repeat: [...repeat], gwconfVersion: version })),
    );

  it('prints a command that asks for the same run', async () => {
    writeFileSync(join(dir, 'gwconf.yaml'), 'timeout-scale: 3\n');
    const wiring = createFakeWiring();
    const asked = ['--skip', 'HTTPRouteWeight', '--strict', '--no-rerun', '--output-dir', 'first', '--quiet'];
    expect(await main(['run', ...asked], io, wiring)).to.equal(0);
    const [first] = wiring.inputs;
    write(first?.repeat ?? []);
    const before = io.out().length;
    expect(await call('report', 'reproduce', 'a.run.json')).to.equal(0);
    const line = io.out().slice(before);
    expect(line).to.match(/^gwconf run .*--output-dir gwconf-reproduced\n$/);
    rmSync(join(dir, 'gwconf.yaml'));
    expect(await main(line.trim().split(' ').slice(1), io, wiring)).to.equal(0);
    expect(wiring.inputs[1]?.settings).to.deep.equal(first?.settings);
    expect(wiring.inputs[1]?.settings).to.include({ seed: 'fresh', timeoutScale: 3, strict: true });
  });

  it('runs it where that is asked for, without a shell, and ends as it does', async () => {
    const script = join(dir, 'program.mjs');
    writeFileSync(
      script,
      `import { writeFileSync } from 'node:fs'; writeFileSync('words', process.argv.slice(2).join('|')); process.exit(1);`,
    );
    io.program = ['node', script];
    write(['run', '--mode', '$(touch pwned); x']);
    expect(await call('report', 'reproduce', 'a.run.json', '--run', '--output-dir', 'again')).to.equal(1);
    expect(readFileSync(join(dir, 'words'), 'utf8')).to.equal('run|--mode|$(touch pwned); x|--output-dir|again');
  });

  it('tells that another version wrote the report', async () => {
    write(['run'], '0.0.9');
    expect(await call('report', 'reproduce', 'a.run.json')).to.equal(0);
    expect(io.err()).to.contain('the report was made by gwconf 0.0.9');
  });

  for (const [what, words] of [
    ['another command', ['cleanup', '--kept']],
    ['no command', []],
    ['a flag that there is not', ['run', '--shell', 'x']],
    ['a flag with one dash', ['run', '-rf']],
  ] as const) {
    it(`refuses ${what}`, async () => {
      write(words);
      expect(await call('report', 'reproduce', 'a.run.json', '--run')).to.equal(2);
      expect(io.err()).to.contain('a.run.json: repeat is no command line of gwconf run: ');
    });
  }

  it('refuses what is no sidecar', async () => {
    writeFileSync(join(dir, 'b.run.json'), '{}');
    expect(await call('report', 'reproduce', 'b.run.json')).to.equal(2);
    expect(await call('report', 'reproduce', 'missing.run.json')).to.equal(2);
    expect(io.err()).to.match(/\ngwconf: cannot read \S+missing\.run\.json: there is no such file\n$/);
    expect(await call('report', 'reproduce')).to.equal(2);
    expect(await call('report', 'verify', 'b.run.json')).to.equal(1);
  });

  it('verifies that report and result are those of the run', async () => {
    expect(await call('run', '--output-dir', 'out')).to.equal(0);
    expect(await call('report', 'verify', 'out/report.run.json')).to.equal(0);
    writeFileSync(join(dir, 'out/report.yaml'), `${readFileSync(join(dir, 'out/report.yaml'), 'utf8')}# better\n`);
    expect(await call('report', 'verify', 'out/report.run.json')).to.equal(1);
    expect(io.out()).to.contain('error sidecar: the report is not the one that the run wrote');
  });
});
