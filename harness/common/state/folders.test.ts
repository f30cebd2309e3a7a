import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { makeFolder } from './folders.ts';

describe('makeFolder', () => {
  it('removes the folders of processes that are gone, and no other', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'gwconf-folders-'));
    try {
      const { stdout: gone } = await execa(process.execPath, ['-p', 'process.pid']);
      const names = [
        `gwconf-install-${gone}-a`,
        `gwconf-cluster-${gone}-a`,
        `gwconf-install-${process.pid}-b`,
        'gwconf-install-x',
        `other-${gone}-c`,
      ];
      for (const name of names) await mkdir(join(parent, name));
      const made = await makeFolder('install', parent);
      expect(made).to.match(new RegExp(`gwconf-install-${process.pid}-`));
      expect(existsSync(made)).to.equal(true);
      expect(names.filter((name) => existsSync(join(parent, name)))).to.deep.equal(names.slice(2));
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  });
});
