import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFakeIo, createFakeWiring } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf routes', () => {
  it('says so where there is nothing to tell of', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gwconf-routes-'));
    try {
      writeFileSync(join(dir, 'cm.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n');
      const io = createFakeIo(dir);
      expect(await main(['routes', 'cm.yaml'], io, createFakeWiring())).to.equal(0);
      expect(io.out()).to.equal('no Gateway and no route in cm.yaml\n');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
