import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { createLookup } from './lookup.ts';
import { openConnection } from './open.ts';

describe('names that are looked up', () => {
  type Answer = [error: NodeJS.ErrnoException | null, found: string, family?: number];
  const failed: Answer = [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), ''];

  function start(answers: Answer[], keepMs = 10_000) {
    const asked: string[] = [];
    const lookup = createLookup((host, _options, answer) => {
      asked.push(host);
      setImmediate(() => answer(...(answers.shift() ?? failed)));
    }, keepMs);
    const find = (host: string) =>
      new Promise<unknown>((resolve) => {
        lookup(host, {}, (error, found) => resolve(error ? error.code : found));
      });
    return { asked, find };
  }

  it('are asked for once at a time, and for a while afterwards', async () => {
    const { asked, find } = start([
      [null, '10.0.0.1', 4],
      [null, '10.0.0.2', 4],
    ]);
    expect(await Promise.all([find('a'), find('a'), find('b')])).to.deep.equal(['10.0.0.1', '10.0.0.1', '10.0.0.2']);
    expect(await find('a')).to.equal('10.0.0.1');
    expect(asked).to.deep.equal(['a', 'b']);
  });

  it('are asked for anew after it, and where they were not found', async () => {
    const brief = start(
      [
        [null, '10.0.0.1', 4],
        [null, '10.0.0.2', 4],
      ],
      1,
    );
    await brief.find('a');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await brief.find('a')).to.equal('10.0.0.2');
    const missing = start([failed, [null, '10.0.0.1', 4]]);
    expect([await missing.find('a'), await missing.find('a')]).to.deep.equal(['ENOTFOUND', '10.0.0.1']);
  });

  it('lead connections as those of the system do', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    const lookup = createLookup();
    const sockets = await Promise.all([1, 2].map(() => openConnection({ host: 'localhost', port, lookup })));
    for (const socket of sockets) socket.destroy();
    const failing = createLookup((_host, _options, answer) => answer(...failed));
    const caught = await openConnection({ host: 'a', port, lookup: failing }).catch((error: unknown) => error);
    expect(caught).to.have.property('code', 'ENOTFOUND');
    server.close();
  });
});
