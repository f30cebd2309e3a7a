import { expect } from 'chai';
import type { FetchOptions } from '../../../embedded/index.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';
import { toCrdSource, toCrds } from '../options/crds.ts';

describe('gwconf crds', () => {
  let io: FakeIo;
  beforeEach(() => {
    io = createFakeIo('/project');
  });

  it('fetch tells what came from where, where it is kept, and how to use it', async () => {
    const asked: FetchOptions[] = [];
    const wiring = createFakeWiring();
    const { fetchCrds } = wiring;
    wiring.fetchCrds = (options) => {
      asked.push(options);
      return fetchCrds(options);
    };
    expect(await main(['crds', 'fetch', '--version', 'v1.6.3', '--from', 'mine.yaml'], io, wiring)).to.equal(0);
    expect(asked[0]).to.include({ version: 'v1.6.3', channel: undefined, from: '/project/mine.yaml' });
    expect(io.out()).to.equal(
      'Gateway API v1.6.3 (standard) fetched: 0 CRDs from /project/mine.yaml\n' +
        'kept in /cache/v1.6.3-standard.json\n' +
        'gwconf run --crds v1.6.3-standard\n',
    );
    await main(['crds', 'fetch', '--from', 'http://127.0.0.1/a.yaml'], io, wiring);
    expect(asked[1]).to.include({ from: 'http://127.0.0.1/a.yaml' });
  });

  it('fetch tells a wrong question from a network that fails', async () => {
    const failing = (code: string) =>
      createFakeWiring({ fetchCrds: () => Promise.reject(Object.assign(new Error('it is not there'), { code })) });
    expect(await main(['crds', 'fetch'], io, failing('ERR_CRDS_INPUT'))).to.equal(2);
    expect(await main(['crds', 'fetch'], io, failing('ERR_CRDS_UNAVAILABLE'))).to.equal(3);
    expect(io.err()).to.equal('gwconf: it is not there\n'.repeat(2));
  });

  it('fetch ends with Ctrl-C', async () => {
    const wiring = createFakeWiring({
      fetchCrds: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')));
          io.interrupt();
        }),
    });
    expect(await main(['crds', 'fetch'], io, wiring)).to.equal(130);
    expect(io.err()).to.equal('gwconf: interrupted by SIGINT\n');
  });

  it('list marks what is taken, and tells what is damaged', async () => {
    const release = { version: 'v1.7.0', channel: 'standard' };
    const damaged = { ...release, name: 'v1.6.3-standard', count: 0, source: 'x', path: '/c/v1.6.3-standard.json' };
    const wiring = createFakeWiring({
      listCrds: async () => [
        { ...release, name: 'bundled', count: 10, source: 'npm', damaged: false, chosen: true },
        { ...damaged, damaged: true, chosen: false },
      ],
    });
    expect(await main(['crds', 'list'], io, wiring)).to.equal(0);
    const lines = io.out().split('\n');
    expect(lines[1]).to.match(/^\* bundled +v1\.7\.0 standard +10 +npm$/);
    expect(lines[2]).to.match(/^ {2}v1\.6\.3-standard +v1\.7\.0 standard +damaged +\/c\/v1\.6\.3-standard\.json$/);
    await main(['crds', 'list', '--json'], io, wiring);
    expect(io.out()).to.contain('"name": "bundled"');
  });
});

describe('--crds', () => {
  it('is a word, a release or a path', () => {
    const source = (text?: string) => toCrdSource(toCrds(text, '/project'));
    expect(source()).to.equal(undefined);
    expect(source('auto')).to.equal('auto');
    expect(source('v1.7.0')).to.deep.equal({ version: 'v1.7.0', channel: 'standard' });
    expect(source('v1.8.0-rc.1-experimental')).to.deep.equal({ version: 'v1.8.0-rc.1', channel: 'experimental' });
    expect(source('./v1.7.0')).to.deep.equal({ path: '/project/v1.7.0' });
    expect(source('crds')).to.deep.equal({ path: '/project/crds' });
  });
});
