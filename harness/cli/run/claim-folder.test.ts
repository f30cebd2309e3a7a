import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { claimFolder } from './claim-folder.ts';

describe('claimFolder', () => {
  const now = new Date('2026-01-02T03:04:05Z');
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-claim-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const leave = (pid: number, host = hostname()): void =>
    writeFileSync(join(dir, '.gwconf-run.json'), JSON.stringify({ pid, host, startedAt: now.toISOString() }));

  it('lets one run at a time into a folder', () => {
    const release = claimFolder(dir, now);
    expect(() => claimFolder(dir, now)).to.throw(
      UsageError,
      /^another run writes into .* give this one another --output-dir$/,
    );
    release();
    const again = claimFolder(dir, now);
    release();
    expect(() => claimFolder(dir, now), 'let go twice').to.throw(UsageError);
    again();
  });

  it('refuses a folder of another living process, or of another machine', () => {
    leave(process.ppid);
    expect(() => claimFolder(dir, now)).to.throw(UsageError, `(process ${process.ppid}, since 2026-01-02`);
    leave(1, 'elsewhere');
    expect(() => claimFolder(dir, now)).to.throw(UsageError, 'on elsewhere, since');
  });

  it('takes over what a run left that was killed, also one of the same number', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    leave(pid);
    claimFolder(dir, now)();
    leave(process.pid);
    claimFolder(dir, now)();
    writeFileSync(join(dir, '.gwconf-run.json'), 'half');
    claimFolder(dir, now)();
    expect(existsSync(join(dir, '.gwconf-run.json'))).to.equal(false);
  });

  it('leaves no folder behind that holds nothing', () => {
    claimFolder(join(dir, 'a', 'b'), now)();
    expect(existsSync(join(dir, 'a'))).to.equal(false);
    const release = claimFolder(join(dir, 'a', 'b'), now);
    writeFileSync(join(dir, 'a', 'b', 'report'), '');
    release();
    expect(existsSync(join(dir, 'a', 'b', 'report'))).to.equal(true);
  });
});
