import { readdir, readFile, readlink } from 'node:fs/promises';
import { expect } from 'chai';
import { startEmbeddedCluster } from '../../index.ts';

/** Local addresses (hexadecimal, as the kernel prints them) that this process listens on. */
async function listListening(): Promise<string[]> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  const own = new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const tables = await Promise.all(
    ['tcp', 'tcp6', 'udp', 'udp6'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8')),
  );
  const rows = tables.flatMap((table) => table.split('\n').slice(1)).map((line) => line.trim().split(/\s+/));
  // 0A: listening; 07: an unconnected UDP socket.
  const open = rows.filter(([, , , state, ...rest]) => (state === '0A' || state === '07') && own.has(rest[5]));
  return open.map(([, local = '']) => local);
}

describe('the embedded cluster on the network', () => {
  it('listens on loopback only', async function () {
    if (process.platform !== 'linux') this.skip();
    const before = await listListening();
    const cluster = await startEmbeddedCluster({ crds: 'bundled' });
    try {
      const own = (await listListening()).filter((address) => !before.includes(address));
      expect(own).not.to.deep.equal([]);
      // The kernel prints addresses in the byte order of the machine: 127 is the last byte of the word.
      const beyond = own.filter((address) => !/^(0000000000000000FFFF0000|)[0-9A-F]{6}7F:/.test(address));
      expect(beyond).to.deep.equal([]);
    } finally {
      await cluster.stop();
    }
  });
});
