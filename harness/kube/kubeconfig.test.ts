import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { expect } from 'chai';
import { UsageError } from '../scenario/errors.ts';
import { choosePlain } from './choose-plain.ts';
import { chooseKubeconfig } from './kubeconfig.ts';

const text = `apiVersion: v1
kind: Config
current-context: one
clusters:
  - {name: c1, cluster: {server: "https://one.example:6443", certificate-authority: ca.pem}}
  - {name: c2, cluster: {server: "https://two.example:6443"}}
contexts:
  - {name: one, context: {cluster: c1, user: u1}}
  - {name: two, context: {cluster: c2, user: u2}}
users:
  - {name: u1, user: {token: first}}
  - {name: u2, user: {token: second}}
`;

describe('chooseKubeconfig', () => {
  let dir: string;
  let path: string;
  const before = process.env.KUBECONFIG;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-kubeconfig-'));
    path = join(dir, 'config');
    writeFileSync(path, text);
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
    if (before === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = before;
  });

  async function refusal(choice: { path?: string; context?: string }): Promise<string> {
    const error: unknown = await chooseKubeconfig(choice).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(UsageError);
    return (error as Error).message;
  }

  it('takes the current context, and nothing of the others', async () => {
    const chosen = await chooseKubeconfig({ path });
    expect(chosen).to.include({ context: 'one', server: 'https://one.example:6443' });
    expect(chosen.text).to.contain('first').and.to.contain(join(dir, 'ca.pem'));
    expect(chosen.text).not.to.contain('second').and.not.to.contain('two.example');
  });

  it('takes the context that is named, of the file that $KUBECONFIG names', async () => {
    process.env.KUBECONFIG = path;
    const chosen = await chooseKubeconfig({ context: 'two' });
    expect(chosen).to.include({ context: 'two', server: 'https://two.example:6443' });
    expect(chosen.text).to.contain('second').and.not.to.contain('first').and.not.to.contain('one.example');
  });

  it('reads by itself what says everything itself, and nothing else', async () => {
    const plain = await choosePlain({ path, context: 'two' });
    const config = new KubeConfig();
    config.loadFromString(plain?.text ?? '');
    expect([config.getCurrentContext(), config.getCurrentUser()?.token]).to.deep.equal(['two', 'second']);
    expect(config.getCurrentCluster()?.server).to.equal(plain?.server).and.to.equal('https://two.example:6443');
    expect(await choosePlain({ path })).to.equal(undefined);
    expect(await choosePlain({ path, context: 'three' })).to.equal(undefined);
    const other = join(dir, 'other');
    writeFileSync(other, 'apiVersion: v1\nkind: Config\n');
    process.env.KUBECONFIG = `${other}${delimiter}${path}`;
    expect(await choosePlain({ context: 'two' })).to.equal(undefined);
    expect(await chooseKubeconfig({ context: 'two' })).to.include({ server: 'https://two.example:6443' });
    writeFileSync(path, text.replace('{token: second}', '{token: second, client-key: key}'));
    expect(await choosePlain({ path, context: 'two' })).to.equal(undefined);
  });

  it('says what is missing', async () => {
    expect(await refusal({ path, context: 'too' })).to.match(/config has no context too; did you mean two/);
    expect(await refusal({ path: join(dir, 'nowhere') })).to.match(/nowhere cannot be read: there is no such file$/);
    writeFileSync(path, text.replace('current-context: one', ''));
    expect(await refusal({ path })).to.equal(`the kubeconfig ${path} has no current context; name one with --context`);
    expect(await refusal({ path: dir })).to.match(/cannot be read: it is a folder$/);
    writeFileSync(path, '');
    expect(await refusal({ path })).to.match(/config cannot be read: it is empty$/);
    writeFileSync(path, 'contexts: [');
    expect(await refusal({ path })).to.match(/config cannot be read: /);
  });
});
