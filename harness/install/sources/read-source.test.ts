import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { refusalOf } from '../../common/exec/refusal.test.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { readSource } from './read-source.ts';

describe('readSource', () => {
  let cacheFolder: string;
  beforeEach(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'gwconf-cache-'));
  });
  afterEach(() => rm(cacheFolder, { recursive: true, force: true }));

  const url = 'https://example.com/install.yaml';
  const sha256 = createHash('sha256').update('one').digest('hex');
  /** Answers in order, then fails as where there is no network. */
  function tools(...answers: [number, string][]) {
    let requests = 0;
    const fetch = async (): Promise<Response> => {
      requests += 1;
      const [status, text] = answers.shift() ?? [];
      if (status === undefined) throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') });
      return new Response(text, { status });
    };
    return { signal: new AbortController().signal, fetch, cacheFolder, count: () => requests };
  }

  it('asks again where there is no checksum, and takes what it kept where the network is gone', async () => {
    const parts = tools([200, 'one'], [200, 'two']);
    expect(await readSource({ url }, parts)).to.equal('one');
    expect(await readSource({ url }, parts)).to.equal('two');
    expect(await readSource({ url }, parts)).to.equal('two');
  });

  it('asks once where there is one', async () => {
    const parts = tools([200, 'one'], [200, 'two']);
    for (let time = 0; time < 3; time += 1) expect(await readSource({ url, sha256 }, parts)).to.equal('one');
    expect(parts.count()).to.equal(1);
  });

  it('refuses what is not what the profile expects', async () => {
    const error = await refusalOf(readSource({ url, sha256 }, tools([200, 'other'])));
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.match(
      new RegExp(`^${url} has the SHA-256 [0-9a-f]{64}, where the profile expects ${sha256}`),
    );
  });

  it('says why nothing was had', async () => {
    const gone = await refusalOf(readSource({ url }, tools()));
    expect(gone).to.be.instanceOf(HarnessError);
    expect(gone.message).to.match(/cannot be had: getaddrinfo ENOTFOUND; without a network, download it elsewhere/);
    expect((await refusalOf(readSource({ url }, tools([404, ''])))).message).to.contain('the server answered 404');
  });
});
