import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';

const config = fileURLToPath(new URL('../../.dependency-cruiser.cjs', import.meta.url));
const program = fileURLToPath(
  new URL('../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url),
);

describe('the import rules', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-rules-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What is said of files of which each imports another one. */
  async function judge(imports: Readonly<Record<string, string>>): Promise<string> {
    const tree = await mkdtemp(join(folder, 'tree-'));
    const write = async (file: string, text: string): Promise<void> => {
      await mkdir(dirname(join(tree, file)), { recursive: true });
      await writeFile(join(tree, file), text);
    };
    for (const target of Object.values(imports)) await write(target, 'export const a = 1;\n');
    for (const [file, target] of Object.entries(imports)) {
      await write(file, `import type * as a from '${relative(dirname(file), target).replace(/^(?!\.)/, './')}';\n`);
    }
    const rooms = [
      ...new Set(
        Object.entries(imports)
          .flat()
          .map((file) => file.split('/')[0] ?? ''),
      ),
    ];
    const { stdout } = await execa(process.execPath, [program, '--config', config, ...rooms], {
      cwd: tree,
      reject: false,
    });
    return stdout;
  }

  it('keep the judge and the judged apart, both ways', async () => {
    const text = await judge({
      'embedded/gateway/a.ts': 'harness/match/index.ts',
      'harness/match/b.ts': 'embedded/gateway/routing/matching.ts',
      'policy/model/c.ts': 'embedded/gateway/routing/matching.ts',
      'suites/kit/d.ts': 'embedded/index.ts',
    });
    for (const rule of ['embedded-gateway', 'harness-match', 'policy', 'suites']) {
      expect(text).to.match(new RegExp(`error ${rule}: `));
    }
  });

  it('let the command line wire, and nothing import it', async () => {
    const text = await judge({ 'harness/cli/a.ts': 'suites/index.ts', 'harness/run/b.ts': 'harness/cli/main.ts' });
    expect(text).to.match(/error nobody-imports-the-command-line: /);
    expect(text).not.to.match(/error harness-cli: /);
  });

  it('let the embedded provider use the front door only', async () => {
    const provider = 'harness/clusters/providers/embedded.ts';
    expect(await judge({ [provider]: 'embedded/index.ts' })).to.match(/no dependency violations/);
    expect(await judge({ [provider]: 'embedded/node/index.ts' })).to.match(/error harness-clusters: /);
  });

  it('refuse a circle, of types too', async () => {
    expect(await judge({ 'reports/a.ts': 'reports/b.ts', 'reports/b.ts': 'reports/a.ts' })).to.match(
      /error no-circle: /,
    );
  });

  it('let the API server know what an API knows of objects, and neither the node nor the gateway', async () => {
    const [api, gateway, node] = ['embedded/apiserver/a.ts', 'embedded/gateway/b.ts', 'embedded/node/c.ts'];
    expect(await judge({ [api]: 'apimachinery/types.ts' })).to.match(/no dependency violations/);
    const others = { [gateway]: 'apimachinery/types.ts', [node]: 'apimachinery/types.ts' };
    const text = await judge({ ...others, 'apimachinery/d.ts': 'embedded/apiserver/options.ts' });
    for (const rule of ['embedded-gateway', 'embedded-node', 'apimachinery']) {
      expect(text).to.match(new RegExp(`error ${rule}: `));
    }
  });
});
