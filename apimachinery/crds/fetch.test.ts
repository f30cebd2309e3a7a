import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { cachePath, readCachedCrds } from './cache.ts';
import { CrdError } from './errors.ts';
import { type FetchOptions, fetchCrds } from './fetch.ts';
import { loadGatewayApiCrds } from './index.ts';
import { listCrds } from './list.ts';
import { standInForGo, startHost, useOwnCache, writeCrd, zipModule } from './testing.ts';

const release = { version: 'v9.9.9', channel: 'standard' };

describe('fetchCrds', () => {
  let own: Awaited<ReturnType<typeof useOwnCache>>;
  let hosts: Awaited<ReturnType<typeof startHost>>[];

  beforeEach(async () => {
    own = await useOwnCache();
    hosts = [];
    // No test is to reach for a module proxy.
    await standInForGo(own.dir, 'echo "go has nothing" >&2; exit 1');
  });
  afterEach(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    const left = await readdir(own.temporary);
    await own.restore();
    expect(left, 'temporary folders are removed').to.deep.equal([]);
  });

  async function hostOf(listener: RequestListener): Promise<string> {
    const host = await startHost(listener);
    hosts.push(host);
    return host.url;
  }
  const serving = (text: string) => hostOf((_request, response) => response.end(text));
  const refusal = async (options: FetchOptions): Promise<CrdError> => {
    const error = await fetchCrds(options).then(
      ({ crds }) => expect.fail(`it should have refused, and gave ${crds.version}`),
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(CrdError);
    expect(await readdir(own.cache).catch(() => [])).to.deep.equal([]);
    return error as CrdError;
  };

  it('keeps the file of a release, asked for by version and channel', async () => {
    const asked: (string | undefined)[] = [];
    const releases = await hostOf(({ url }, response) => {
      asked.push(url);
      response.end(`${writeCrd('a')}---${writeCrd('b')}`);
    });
    const { crds, path, cached } = await fetchCrds({ ...release, releases });
    expect(asked).to.deep.equal(['/v9.9.9/standard-install.yaml']);
    expect(crds).to.include({ ...release, source: `${releases}/v9.9.9/standard-install.yaml` });
    expect(crds.crds.map(({ metadata }) => metadata.name)).to.deep.equal(['a', 'b']);
    expect({ path, cached }).to.deep.equal({ path: cachePath(release), cached: false });
    expect(await loadGatewayApiCrds(release)).to.deep.equal(crds);
  });

  it('refuses what a release that is known here was not released with', async () => {
    const known = { version: 'v1.7.0', channel: 'standard' };
    const releases = await serving(writeCrd('a', 'v1.7.0'));
    const { message } = await refusal({ ...known, releases });
    expect(message).to.match(
      /does not hold what v1\.7\.0-standard was released with: its digest is \w{64}, expected 0907a/,
    );
  });

  it('asks nobody for what is in the cache', async () => {
    const releases = await serving(writeCrd('a'));
    const first = await fetchCrds({ ...release, releases });
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    expect(await fetchCrds({ ...release, releases })).to.deep.equal({ ...first, cached: true });
  });

  it('replaces a half-written file, which is told and listed as damaged until then', async () => {
    await mkdir(own.cache, { recursive: true });
    await writeFile(cachePath(release), '{"crds":[{"apiVersion":"apiext');
    const problem = await loadGatewayApiCrds(release).then(() => '', String);
    expect(problem).to.match(/v9\.9\.9-standard\.json are damaged; fetch them again with gwconf crds fetch/);
    expect((await listCrds()).find(({ name }) => name === 'v9.9.9-standard')).to.include({ damaged: true, count: 0 });
    const { cached } = await fetchCrds({ ...release, releases: await serving(writeCrd('a')) });
    expect(cached).to.equal(false);
    expect((await readCachedCrds(release))?.crds).to.have.length(1);
  });

  it('goes to the Go module where the page cannot be reached', async () => {
    const zip = join(own.dir, 'module.zip');
    await writeFile(zip, zipModule('v9.9.9', { 'config/crd/standard/a.yaml': writeCrd('a'), 'b.yaml': writeCrd('b') }));
    const answer = JSON.stringify({ Zip: zip, Error: 'it requires a newer go' });
    const script = `echo "$@" >> '${own.dir}/asked'; pwd >> '${own.dir}/asked'; echo '${answer}'; exit 1`;
    await standInForGo(own.dir, script);
    const { crds } = await fetchCrds({ ...release, releases: await startAndClose() });
    expect(crds).to.include({ ...release, source: 'the Go module sigs.k8s.io/gateway-api v9.9.9' });
    expect(crds.crds.map(({ metadata }) => metadata.name)).to.deep.equal(['a']);
    const [asked, cwd] = (await readFile(join(own.dir, 'asked'), 'utf8')).split('\n');
    expect(asked).to.equal('mod download -json sigs.k8s.io/gateway-api@v9.9.9');
    // In a module of its own: the one of the working directory has no say.
    expect(cwd).not.to.equal(process.cwd());
  });

  async function startAndClose(): Promise<string> {
    const host = await startHost((_request, response) => response.end());
    await host.close();
    return host.url;
  }

  it('tells why neither way works', async () => {
    await standInForGo(own.dir, `echo '{"Error":"${'reading file:///none: no such file'}"}'; exit 1`);
    const error = await refusal({ ...release, releases: await startAndClose() });
    expect(error.code).to.equal('ERR_CRDS_UNAVAILABLE');
    expect(error.message).to.match(
      /^the CRDs of Gateway API v9\.9\.9-standard can't be fetched \(the release page: http:\S+ can't be read: .*ECONNREFUSED.*; the Go module: reading file:\/\/\/none: no such file\)$/,
    );
  });

  it('refuses an archive that is none, and one without the channel', async () => {
    const zip = join(own.dir, 'module.zip');
    await standInForGo(own.dir, `echo '{"Zip":"${zip}"}'`);
    await writeFile(zip, 'not a zip');
    const broken = await refusal({ ...release, releases: await startAndClose() });
    expect(broken.message).to.match(/the Go module: \S+module\.zip can't be read: invalid zip data\)$/);
    await writeFile(zip, zipModule('v9.9.9', { 'config/crd/experimental/a.yaml': writeCrd('a') }));
    const other = await refusal({ ...release, releases: await startAndClose() });
    expect(other.message).to.match(/the Go module \S+ v9\.9\.9 holds no CustomResourceDefinition/);
  });

  it('tells that there is no go', async () => {
    process.env.PATH = own.dir;
    const { message } = await refusal({ ...release, releases: await startAndClose() });
    expect(message).to.match(/the Go module: there is no go on the PATH\)$/);
  });

  it('tells a release that does not exist from a host that fails', async () => {
    const answering = (status: number) => hostOf((_request, response) => response.writeHead(status).end());
    const missing = await refusal({ ...release, releases: await answering(404) });
    expect(missing.code).to.equal('ERR_CRDS_INPUT');
    expect(missing.message).to.match(/standard-install\.yaml answered 404; the Go module: go has nothing\)$/);
    const broken = await refusal({ ...release, releases: await answering(503) });
    expect(broken.code).to.equal('ERR_CRDS_UNAVAILABLE');
    expect(broken.message).to.match(/answered 503/);
  });

  for (const [name, text, message] of [
    ['is cut off in the middle of a string', `${writeCrd('a')}  extra: "not ended`, /is not valid YAML: /],
    ['is a page of HTML', '<html><body>Sign in</body></html>', /holds no CustomResourceDefinition of the group/],
    ['is empty', '', /holds no CustomResourceDefinition of the group/],
    [
      'has a CRD without versions',
      writeCrd('a').replace(/ {2}versions.*/, ''),
      /CRD|Definition a has no spec\.versions/,
    ],
    ['is another release', writeCrd('a', 'v9.9.8'), /holds v9\.9\.8-standard, not v9\.9\.9-standard$/],
    ['is of the other channel', writeCrd('a', 'v9.9.9', 'experimental'), /holds v9\.9\.9-experimental, not/],
    ['has a version that would leave the cache', writeCrd('a', '../../v9.9.9'), /does not say which release it is/],
  ] as const) {
    it(`keeps nothing of a file that ${name}`, async () => {
      const error = await refusal({ ...release, releases: await serving(text) });
      expect(error.code).to.equal('ERR_CRDS_INPUT');
      expect(error.message).to.match(message);
    });
  }

  it('keeps nothing of an answer that breaks off', async () => {
    const releases = await hostOf((_request, response) => {
      response.writeHead(200, { 'content-length': 100_000 });
      response.write(writeCrd('a'), () => response.destroy());
    });
    const { message } = await refusal({ ...release, releases });
    expect(message).to.match(/the release page: http:\S+ can't be read: /);
  });

  it('stops at once when it is aborted, at the page and in go', async () => {
    const reason = new Error('stopped by the user');
    const abort = new AbortController();
    const releases = await hostOf(() => abort.abort(reason));
    const stopped = await fetchCrds({ ...release, releases, signal: abort.signal }).catch((error: unknown) => error);
    expect(stopped).to.equal(reason);

    const later = new AbortController();
    await standInForGo(own.dir, `touch '${own.dir}/started'; exec sleep 60`);
    const fetching = fetchCrds({ ...release, releases: await startAndClose(), signal: later.signal });
    const poll = setInterval(() => existsSync(join(own.dir, 'started')) && later.abort(reason), 20);
    expect(await fetching.catch((error: unknown) => error)).to.equal(reason);
    clearInterval(poll);
    expect(await readdir(own.cache).catch(() => [])).to.deep.equal([]);
  });

  it('tells of a cache that cannot be written, after one way has worked', async () => {
    process.env.GWCONF_CACHE = join(own.dir, 'file');
    await writeFile(join(own.dir, 'file'), '');
    const { code, message } = await refusal({ ...release, releases: await serving(writeCrd('a')) });
    expect(code).to.equal('ERR_CRDS_UNAVAILABLE');
    expect(message).to.match(
      /^the CRDs can't be kept in \S+file\/crds: a part of its path is a file; \$GWCONF_CACHE names another folder$/,
    );
  });

  it('leaves no part of a file where it cannot be put in its place', async () => {
    await mkdir(cachePath(release), { recursive: true });
    const { message } = (await fetchCrds({ ...release, releases: await serving(writeCrd('a')) }).catch(
      (error: Error) => error as CrdError,
    )) as CrdError;
    expect(message).to.match(/can't be kept in /);
    expect(await readdir(own.cache)).to.deep.equal(['v9.9.9-standard.json']);
  });

  it('refuses a version that is none, before it asks anybody', async () => {
    const error = await refusal({ version: '1.7', releases: 'http://127.0.0.1:1' });
    expect(error.message).to.equal('there is no release 1.7 (standard); a version is written as v1.7.0');
  });

  describe('from a file, a folder or a URL', () => {
    it('takes the release that the file says, whatever is in the cache', async () => {
      const file = join(own.dir, 'mine.yaml');
      await writeFile(file, writeCrd('a', 'v9.9.9', 'experimental'));
      await fetchCrds({ from: file });
      await writeFile(file, writeCrd('b', 'v9.9.9', 'experimental'));
      const { crds, path } = await fetchCrds({ from: file });
      expect(crds).to.include({ version: 'v9.9.9', channel: 'experimental', source: file });
      expect(path).to.match(/v9\.9\.9-experimental\.json$/);
      expect(crds.crds[0]?.metadata.name).to.equal('b');
    });

    it('refuses another release than the one named', async () => {
      const url = `${await serving(writeCrd('a'))}/any.yaml`;
      const error = await refusal({ from: url, channel: 'experimental' });
      expect(error.message).to.equal(`${url} holds v9.9.9-standard, not v9.9.9-experimental`);
      expect((await fetchCrds({ from: url, version: 'v9.9.9' })).cached).to.equal(false);
    });

    it('refuses what it cannot read', async () => {
      const error = await refusal({ from: join(own.dir, 'none.yaml') });
      expect(error.code).to.equal('ERR_CRDS_INPUT');
      expect(error.message).to.match(/^the CRDs can't be read from \S+none\.yaml: there is no such file$/);
    });
  });
});
