import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { chooseInCluster } from './in-cluster.ts';

describe('chooseInCluster', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-pod-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is none outside of a pod', () => {
    expect(chooseInCluster({}, dir)).to.equal(undefined);
    expect(chooseInCluster({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, dir)).to.equal(undefined);
    writeFileSync(join(dir, 'token'), 'secret');
    expect(chooseInCluster({}, dir)).to.equal(undefined);
  });

  for (const [host, server] of [
    ['10.0.0.1', 'https://10.0.0.1:6443'],
    ['fd00::1', 'https://[fd00::1]:6443'],
  ] as const) {
    it(`names the server at ${host}, and the token by its file`, () => {
      writeFileSync(join(dir, 'token'), 'secret');
      const env = { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: '6443' };
      const chosen = chooseInCluster(env, dir);
      expect(chosen?.server).to.equal(server);
      expect(chosen?.text).not.to.contain('secret');
      expect(parse(chosen?.text ?? '').users[0].user).to.deep.equal({ tokenFile: join(dir, 'token') });
    });
  }
});
