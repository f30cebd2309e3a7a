import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RunRecord } from '../../common/state/runs.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

type Parts = Awaited<ReturnType<ReturnType<typeof createFakeWiring>['loadCleanup']>>;

const known: RunRecord = {
  runId: 'gwconf-abc',
  // No process has it: Linux gives numbers up to 2^22.
  pid: 2 ** 30,
  startedAt: '2026-01-01T00:00:00.000Z',
  kept: true,
  place: { context: 'staging' },
};

describe('gwconf cleanup', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-cleanup-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const clean = (records: readonly RunRecord[], ...args: string[]) => {
    const loadCleanup = async () => ({ records }) as Partial<Parts> as Parts;
    return main(['cleanup', ...args, '--dry-run'], io, createFakeWiring({ loadCleanup }));
  };

  it('refuses a run that nobody knows, and names those that are known', async () => {
    expect(await clean([known], '--run', 'nope')).to.equal(2);
    expect(io.err()).to.equal(
      "gwconf: this machine knows nothing of a run 'nope'; it knows gwconf-abc. --context or --kubeconfig looks for it in a cluster\n",
    );
    expect(await clean([], '--run', 'nope')).to.equal(2);
    expect(io.err()).to.contain('it knows of none that left anything');
  });

  it('takes one that is known', async () => {
    expect(await clean([known], '--run', 'gwconf-abc'), io.err()).to.equal(0);
    expect(io.out()).to.contain('run gwconf-abc was kept');
  });

  it('says that nothing is left of any run', async () => {
    expect(await clean([]), io.err()).to.equal(0);
    expect(io.out()).to.equal('nothing is left of any run\n');
  });
});
