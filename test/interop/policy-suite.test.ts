import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { generateAll } from '../../scripts/admission/generate-file.ts';
import recorded from '../../suites/policy/cases.json' with { type: 'json' };
import { findPrograms } from '../differential/programs.ts';

const program = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));
const found = await findPrograms(['etcd', 'apiserver']).catch((error: Error) => error);

interface Row {
  name: string;
  outcome: string;
}

describe('the profile POLICY', function () {
  this.timeout(600_000);

  it('has an object for every rule of the released CRDs', async function () {
    const made = await generateAll().catch(() => undefined);
    // Without the CRDs of the releases there is nothing to compare with.
    if (!made) return this.skip();
    expect(made.missing).to.deep.equal([]);
    const nameOf = (one: { kind: string; rule: string }) => `${one.kind} ${one.rule}`;
    expect(recorded.map(nameOf)).to.deep.equal(made.cases.map(nameOf));
  });

  if (found instanceof Error) {
    it(`is not compared: ${found.message}`);
    return;
  }
  it('comes to the same on the embedded cluster and on a real kube-apiserver', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gwconf-policy-'));
    const run = async (provider: string): Promise<Record<string, string>> => {
      const { stdout, stderr, exitCode } = await execa(
        process.execPath,
        [
          program,
          'run',
          '--provider',
          provider,
          '--profiles',
          'POLICY',
          '--output-dir',
          join(folder, provider),
          '--json',
        ],
        { cwd: folder, reject: false, stdin: 'ignore', env: { KUBEBUILDER_ASSETS: dirname(found.apiserver) } },
      );
      expect(exitCode, stderr).to.equal(0);
      const { scenarios } = JSON.parse(stdout) as { scenarios: { id: string; rows: Row[] }[] };
      return Object.fromEntries(
        scenarios.flatMap(({ id, rows }) => rows.map(({ name, outcome }) => [`${id} ${name}`, outcome])),
      );
    };
    try {
      const ours = await run('embedded');
      expect(Object.keys(ours).length).to.be.at.least(1600);
      expect(await run('envtest')).to.deep.equal(ours);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
