import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the package, installed in an empty folder', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-package-'));
    const packed = await execa('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: root });
    const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')));
    await writeFile(join(folder, 'package.json'), '{"name":"elsewhere","private":true,"type":"module"}\n');
    await execa('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: folder });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('brings no other package along, and no test', async () => {
    const installed = (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'));
    expect(installed).to.deep.equal(['gwconf']);
    const files = await readdir(join(folder, 'node_modules/gwconf'), { recursive: true });
    expect(files).to.include.members(['LICENSE', 'README.md', 'bin/gwconf.js', 'dist/bundle/gwconf.js']);
    expect(files.filter((file) => /testing|fixture|\.test\./.test(file))).to.deep.equal([]);
  });

  it('runs the suite', async () => {
    const args = ['gwconf', 'run', '--profiles', 'GATEWAY-GRPC,GATEWAY-TLS,MESH-HTTP'];
    const ended = await execa('npx', args, { cwd: folder, reject: false });
    expect(ended.exitCode, ended.stdout + ended.stderr).to.equal(0);
    expect(ended.stdout).to.match(/^Conformant: reference-gateway/m);
    const result = JSON.parse(await readFile(join(folder, 'gwconf-report/result.json'), 'utf8'));
    expect(result.scenarios.filter(({ outcome }: { outcome: string }) => outcome === 'passed')).to.have.length.above(
      39,
    );
  });

  it('can be imported, with its types', async () => {
    const text = `
      import { run, type RunResult } from 'gwconf';
      import { scenario, status } from 'gwconf/scenario';
      import { type Finding, validate } from 'gwconf/policy';
      import { fileReporters } from 'gwconf/reports';
      const count = (result: RunResult): number => result.scenarios.length;
      // @ts-expect-error a status expectation may not be empty
      status('HTTPRoute/a', {});
      const text = 'kind: HTTPRoute\\napiVersion: gateway.networking.k8s.io/v1\\nspec: {}';
      const found: readonly Finding[] = validate([{ name: 'a.yaml', text }]).findings;
      if (found[0]?.rule !== 'route-without-parents') throw new Error('not validated');
      if (typeof run !== 'function' || typeof scenario !== 'function' || !count) throw new Error('not imported');
      process.exitCode = fileReporters.junit === 'junit.xml' ? await run(['--version']) : 1;
    `;
    await writeFile(join(folder, 'use.mts'), text);
    const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--outDir', 'out', '--types', 'node'];
    const typeRoots = ['--typeRoots', join(root, 'node_modules/@types')];
    const compiled = await execa(join(root, 'node_modules/.bin/tsc'), [...options, ...typeRoots, 'use.mts'], {
      cwd: folder,
      reject: false,
    });
    expect(compiled.stdout).to.equal('');
    const { stdout } = await execa(process.execPath, ['out/use.mjs'], { cwd: folder });
    expect(stdout).to.match(/^\d+\.\d+\.\d+$/);
  });
});
