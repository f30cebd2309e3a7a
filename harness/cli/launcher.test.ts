import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

describe('launcher', () => {
  const launcher = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));

  it('says what to do where there is no build', () => {
    const dir = mkdtempSync(join(tmpdir(), 'gwconf-launcher-'));
    try {
      mkdirSync(join(dir, 'bin'));
      cpSync(launcher, join(dir, 'bin', 'gwconf.js'));
      writeFileSync(join(dir, 'package.json'), '{"type": "module"}');
      const { status, stderr } = spawnSync(process.execPath, ['bin/gwconf.js'], { cwd: dir, encoding: 'utf8' });
      expect(stderr).to.equal('gwconf: it is not built yet: run `npm run build` first\n');
      expect(status).to.equal(3);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('runs what is built, and passes the exit code on', () => {
    const dir = mkdtempSync(join(tmpdir(), 'gwconf-launcher-'));
    try {
      mkdirSync(join(dir, 'bin'));
      mkdirSync(join(dir, 'dist/bundle'), { recursive: true });
      cpSync(launcher, join(dir, 'bin', 'gwconf.js'));
      writeFileSync(join(dir, 'package.json'), '{"type": "module"}');
      const built = 'export const runProcess = async () => { process.exitCode = process.argv.length + 4; };\n';
      writeFileSync(join(dir, 'dist/bundle/gwconf.js'), built);
      const { status } = spawnSync(process.execPath, ['bin/gwconf.js', 'list'], { cwd: dir });
      expect(status).to.equal(7);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('runs from the sources', () => {
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    expect(existsSync(main)).to.equal(true);
    const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', main, 'rnu'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
    expect(stderr).to.equal("gwconf: there is no command 'rnu'; did you mean gwconf run?\n");
  });
});
