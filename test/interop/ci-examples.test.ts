import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import envPaths from 'env-paths';
import { execa } from 'execa';
import { parse, stringify } from 'yaml';
import { findLack, runGo } from './go-test.ts';

const version = 'v1.7.12';
const root = fileURLToPath(new URL('../../', import.meta.url));

interface Action {
  inputs: Readonly<Record<string, object>>;
  runs: { steps: readonly object[] };
}

const lack = await findLack();

/** https://github.com/rhysd/actionlint knows the syntax of workflows, expressions, inputs of actions, and shell scripts. */
describe('examples for GitHub, by actionlint', function () {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(1_200_000);
  let program: string;
  let folder: string;
  before(async () => {
    program = await findActionlint();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gwconf-actionlint-'));
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    // Where a repository begins, which local actions are named from.
    mkdirSync(join(folder, '.git'));
    cpSync(join(root, 'action.yml'), join(folder, 'action.yml'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What actionlint finds in a workflow of a repository that has the action. */
  async function lint(workflow: string): Promise<string> {
    const path = join(folder, '.github/workflows/conformance.yml');
    writeFileSync(path, workflow);
    const { stdout, stderr } = await execa(program, ['-no-color', path], {
      cwd: folder,
      reject: false,
      stdin: 'ignore',
    });
    return `${stdout}${stderr}`;
  }

  /** With the action of this repository in the place of the released one, so that its inputs are known. */
  const readExample = (): string =>
    readFileSync(join(root, 'docs/ci/github.yml'), 'utf8').replace('OWNER/gwconf@v0', './');

  it('finds nothing in the workflow, which gives the action inputs that it has', async () => {
    expect(await lint(readExample())).to.equal('');
    expect(await lint(readExample().replace('artifact: shard-', 'artefact: shard-'))).to.contain(
      'input "artefact" is not defined in action "gwconf"',
    );
  });

  it('finds nothing in the steps of the action itself', async () => {
    const { inputs, runs }: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
    const workflow = (steps: readonly object[]): string =>
      stringify({
        on: {
          workflow_call: { inputs: Object.fromEntries(Object.keys(inputs).map((name) => [name, { type: 'string' }])) },
        },
        jobs: { run: { 'runs-on': 'ubuntu-latest', steps } },
      });
    expect(await lint(workflow(runs.steps))).to.equal('');
    const wrong = [...runs.steps, { run: 'echo', if: ['${', '{ inputs.versoin }}'].join('') }];
    expect(await lint(workflow(wrong))).to.contain('property "versoin" is not defined');
  });
});

/** Built once, into `$GWCONF_CACHE` or the user's cache folder. */
async function findActionlint(): Promise<string> {
  const folder = join(
    process.env.GWCONF_CACHE || envPaths('gwconf', { suffix: '' }).cache,
    'tools',
    `actionlint-${version}`,
  );
  const program = join(folder, 'actionlint');
  if (existsSync(program)) return program;
  console.log('  building actionlint');
  await runGo(tmpdir(), ['install', `github.com/rhysd/actionlint/cmd/actionlint@${version}`], { GOBIN: folder });
  return program;
}
