import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { CrdError } from '../../apimachinery/crds/errors.ts';
import { fetchCrds } from '../../apimachinery/crds/fetch.ts';
import { useOwnCache, writeCrd, zipModule } from '../../apimachinery/crds/testing.ts';
import { findLack } from './go-test.ts';

const lack = await findLack();

describe('the CRDs of the Go module, by the real go', function () {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(120_000);
  const release = { version: 'v1.9.9', channel: 'standard', releases: 'http://127.0.0.1:1' };
  const module = 'sigs.k8s.io/gateway-api';
  const outer = { ...process.env };
  let own: Awaited<ReturnType<typeof useOwnCache>>;
  let proxy: string;

  beforeEach(async () => {
    own = await useOwnCache();
    proxy = join(own.dir, 'proxy');
    Object.assign(process.env, {
      GOPROXY: `file://${proxy}`,
      GOMODCACHE: join(own.dir, 'modules'),
      GOFLAGS: '-modcacherw',
      GOSUMDB: 'off',
      GONOSUMDB: '',
      GOPRIVATE: '',
    });
  });
  afterEach(async () => {
    for (const name of Object.keys(process.env)) if (!(name in outer)) delete process.env[name];
    Object.assign(process.env, outer);
    await own.restore();
  });

  async function publish(version: string, zip: Uint8Array | string, mod = ''): Promise<void> {
    const path = join(proxy, module, '@v', version);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.info`, JSON.stringify({ Version: version, Time: '2026-01-01T00:00:00Z' }));
    await writeFile(`${path}.mod`, `module ${module}\n${mod}`);
    await writeFile(`${path}.zip`, zip);
  }
  const zipOf = (text: string) =>
    zipModule('v1.9.9', { 'go.mod': `module ${module}\n`, 'config/crd/standard/a.yaml': text });
  const refusal = async (): Promise<string> => {
    const error = await fetchCrds(release).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(CrdError);
    expect(await readdir(own.cache).catch(() => [])).to.deep.equal([]);
    return (error as CrdError).message;
  };

  it('come from the proxy that GOPROXY names', async () => {
    await publish('v1.9.9', zipOf(writeCrd('a', 'v1.9.9')));
    const { crds } = await fetchCrds(release);
    expect(crds).to.include({ version: 'v1.9.9', source: `the Go module ${module} v1.9.9` });
  });

  it('come from a module that asks for a newer go, too', async () => {
    process.env.GOTOOLCHAIN = 'local';
    await publish('v1.9.9', zipOf(writeCrd('a', 'v1.9.9')), '\ngo 1.999.0\n');
    expect((await fetchCrds(release)).crds.crds).to.have.length(1);
  });

  it('are refused where the archive is broken', async () => {
    await publish('v1.9.9', 'not a zip');
    expect(await refusal()).to.match(/the Go module: .*zip/);
  });

  it('are refused where the module holds another release', async () => {
    await publish('v1.9.9', zipOf(writeCrd('a', 'v1.9.8')));
    expect(await refusal()).to.match(/the Go module \S+ v1\.9\.9 holds v1\.9\.8-standard, not v1\.9\.9-standard/);
  });

  it('are refused where the proxy does not know the version', async () => {
    await publish('v1.9.8', zipOf(writeCrd('a', 'v1.9.9')));
    expect(await refusal()).to.match(/the Go module: .*v1\.9\.9.*no such file/);
  });
});
