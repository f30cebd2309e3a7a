import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { refusalOf } from '../common/exec/refusal.test.ts';
import { UsageError } from '../scenario/errors.ts';
import { loadCredentials } from './credentials.ts';
import { chooseKubeconfig } from './kubeconfig.ts';

describe('the user of a kubeconfig', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-kubeconfig-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Headers of a request, as the user is chosen from a file. */
  async function headersOf(user: object, cluster: object = {}): Promise<Record<string, string | string[]>> {
    const path = join(folder, 'config');
    const text = stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6443', ...cluster } }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    });
    await writeFile(path, text);
    const credentials = await loadCredentials((await chooseKubeconfig({ path })).text);
    return { ...(await credentials.access()).headers };
  }

  it('has its token in a file beside the kubeconfig, which goes before a token', async () => {
    await writeFile(join(folder, 'tok'), 'from-file\n');
    expect(await headersOf({ tokenFile: 'tok' })).to.deep.equal({ Authorization: 'Bearer from-file' });
    const both = await headersOf({ token: 'old', tokenFile: join(folder, 'tok') });
    expect(both).to.deep.equal({ Authorization: 'Bearer from-file' });
  });

  it('is told where the file of its token is not there', async () => {
    const error = await refusalOf(headersOf({ tokenFile: 'none' }));
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.match(/^the tokenFile \S+\/none of the kubeconfig cannot be read: there is no such file$/);
  });

  const acting = {
    token: 't',
    as: 'jane',
    'as-uid': '42',
    'as-groups': ['dev', 'ops'],
    'as-user-extra': { 'Example.com/Team': ['a', 'b'] },
  };
  const acted = {
    Authorization: 'Bearer t',
    'Impersonate-User': 'jane',
    'Impersonate-Uid': '42',
    'Impersonate-Group': ['dev', 'ops'],
    'Impersonate-Extra-example.com%2Fteam': ['a', 'b'],
  };

  it('acts as somebody else, with uid, groups and what else is told of them', async () => {
    expect(await headersOf(acting)).to.deep.equal(acted);
  });

  it('does so too where client-node reads the rest of the file', async () => {
    await writeFile(join(folder, 'ca.crt'), 'ca');
    expect(await headersOf(acting, { 'certificate-authority': 'ca.crt' })).to.deep.equal(acted);
  });
});
