import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { fetchCrds } from './fetch.ts';
import { loadGatewayApiCrds } from './index.ts';
import { listCrds } from './list.ts';
import { useOwnCache, writeCrd } from './testing.ts';

describe('listCrds', () => {
  let own: Awaited<ReturnType<typeof useOwnCache>>;
  beforeEach(async () => {
    own = await useOwnCache();
  });
  afterEach(() => own.restore());

  it('marks what a cluster takes by itself: the bundled ones until the newest release is in the cache', async () => {
    const chosen = async () => (await listCrds()).filter(({ chosen }) => chosen).map(({ name }) => name);
    expect(await chosen()).to.deep.equal(['bundled']);
    const file = join(own.dir, 'crds.yaml');
    for (const version of ['v1.6.3', 'v1.7.0']) {
      await writeFile(file, writeCrd('a', version));
      await fetchCrds({ from: file });
    }
    await writeFile(join(own.cache, 'v1.8.0-standard.json.77.part'), '{');
    expect((await listCrds()).map(({ name }) => name)).to.deep.equal(['bundled', 'v1.6.3-standard', 'v1.7.0-standard']);
    expect(await chosen()).to.deep.equal(['v1.7.0-standard']);
    expect((await loadGatewayApiCrds('auto')).source).to.equal(file);
    const missing = await loadGatewayApiCrds({ version: 'v1.6.3', channel: 'experimental' }).then(() => '', String);
    expect(missing).to.match(/not in the cache .*gwconf crds fetch --version v1\.6\.3 --channel experimental$/);
  });
});
