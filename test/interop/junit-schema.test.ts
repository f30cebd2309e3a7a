import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { validateXML } from 'xmllint-wasm';
import { sampleRunResult } from '../../harness/result/sample.ts';
import { hostileTexts, sampleHostileResult } from '../../reports/hostile.test.ts';
import { renderJUnit } from '../../reports/junit/render.ts';
import { readJunitSchema } from './junit-schema.ts';

const program = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));
const schema = await readJunitSchema();

describe('JUnit files, by the schema that Jenkins uses', function () {
  this.timeout(120_000);
  if (schema.lack !== undefined) {
    it(`is skipped: ${schema.lack}`);
    return;
  }
  const { text } = schema;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-junit-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const validate = async (contents: string): Promise<string[]> => {
    const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: [text] });
    return errors.map(({ message }) => message);
  };
  const gwconf = (...args: string[]) =>
    execa(process.execPath, [program, ...args], { cwd: folder, reject: false, stdin: 'ignore' });

  it('refuses what is no JUnit', async () => {
    expect(await validate('<testsuites><testcase name="a"/></testsuites>')).to.not.deep.equal([]);
    expect(await validate(renderJUnit(sampleRunResult()).replace(/ name="[^"]*"/, ' nmae="x"'))).to.not.deep.equal([]);
  });

  it('takes that of a run in which rows pass, fail, and are skipped', async () => {
    const faults = ['--set', 'faults=header-value-ignores-case', '--no-rerun', '--timeout-scale', '0.1'];
    const only = ['--only', 'HTTPRouteHeaderMatching,HTTPRouteSimpleSameNamespace'];
    const { exitCode, stderr } = await gwconf('run', ...only, ...faults, '--output-dir', 'out');
    expect(exitCode, stderr).to.equal(1);
    const xml = await readFile(join(folder, 'out', 'junit.xml'), 'utf8');
    expect(xml).to.contain('<failure').and.contain('<skipped');
    expect(await validate(xml)).to.deep.equal([]);
  });

  it('takes what hostile implementations make of it', async () => {
    expect(await validate(renderJUnit(sampleRunResult()))).to.deep.equal([]);
    for (const hostile of hostileTexts) {
      expect(await validate(renderJUnit(sampleHostileResult(hostile))), hostile).to.deep.equal([]);
    }
  });

  it('takes that of gwconf validate, with findings, suppressed ones, none, and hostile names', async () => {
    const api = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n';
    const files: Readonly<Record<string, string>> = {
      'none.yaml': `${api}metadata: {name: a}\nspec: {parentRefs: [{name: b}]}\n`,
      'found.yaml': `${api}metadata: {name: a}\nspec: {rules: [{matches: [{path: {type: Exact, value: no}}]}]}\n`,
      'suppressed.yaml': `# gwconf:ignore unknown-field: a test\n${api}metadata: {name: a}\nspec: {unknwon: 1}\n`,
      '<b>&amp;"\u001b[31m.yaml': `${api}metadata: {name: '<b>"&]]>\\u202e'}\nspec: {"<a>": "]]>\\u0007"}\n`,
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const { stdout, exitCode, stderr } = await gwconf('validate', ...Object.keys(files), '--format', 'junit');
    expect(exitCode, stderr).to.equal(1);
    expect(stdout).to.contain('<failure').and.contain('nothing found').and.contain('suppressed: a test');
    expect(await validate(stdout)).to.deep.equal([]);
  });
});
