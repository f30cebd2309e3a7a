import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { readPlainConfig } from './plain-config.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const plainCluster = { server: 'https://127.0.0.1:6443', 'certificate-authority-data': base64('ca') };

function write(user: object, cluster: object = plainCluster): string {
  const other = { name: 'other', cluster: { server: 'https://other' } };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [other, { name: 'mine', cluster }],
    users: [
      { name: 'nobody', user: {} },
      { name: 'me', user },
    ],
    contexts: [{ name: 'here', context: { cluster: 'mine', user: 'me' } }],
    'current-context': 'here',
  });
}

/** What both make of a request's options. */
async function applyBoth(kubeconfig: string): Promise<[RequestOptions | undefined, RequestOptions]> {
  const theirs = new KubeConfig();
  theirs.loadFromString(kubeconfig);
  const plain = readPlainConfig(kubeconfig);
  expect(plain?.server).to.equal(theirs.getCurrentCluster()?.server);
  const applied = await Promise.all(
    [plain?.identity, theirs].map(async (config) => {
      const options: RequestOptions = { headers: {} };
      await config?.applyToHTTPSOptions(options);
      const { ca, cert, key, servername, rejectUnauthorized, headers } = options;
      // Skipping the check is what counts; checking is the default.
      const skips = rejectUnauthorized === false;
      return { ca: `${ca}`, cert: `${cert}`, key: `${key}`, servername, skips, headers } as RequestOptions;
    }),
  );
  return [applied[0], applied[1] as RequestOptions];
}

describe('readPlainConfig', () => {
  const cases: readonly [string, object, object?][] = [
    ['a token', { token: 'secret' }],
    ['a client certificate', { 'client-certificate-data': base64('cert'), 'client-key-data': base64('key') }],
    ['nobody', {}],
    ['a server of another name', { token: 't' }, { ...plainCluster, 'tls-server-name': 'api.example.com' }],
    ['no check of the server', { token: 't' }, { server: 'https://127.0.0.1', 'insecure-skip-tls-verify': true }],
  ];
  for (const [name, user, cluster] of cases) {
    it(`does with ${name} what client-node does`, async () => {
      const [ours, theirs] = await applyBoth(write(user, cluster));
      expect(ours).to.deep.equal(theirs);
    });
  }

  it('leaves plugins, files, proxies and what is no kubeconfig to client-node', () => {
    const exec = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'aws', args: [] } };
    const others = [
      write(exec),
      write({ token: 't', 'client-key': '/etc/key' }),
      write({ token: 't' }, { ...plainCluster, 'proxy-url': 'socks5://localhost:1080' }),
      write({ token: 't' }, { ...plainCluster, 'certificate-authority': '/etc/ca.crt' }),
      write({ token: 't' }).replace('current-context: here', 'current-context: there'),
      'a: [',
      'plain text',
      '',
    ];
    for (const kubeconfig of others) expect(readPlainConfig(kubeconfig), kubeconfig).to.equal(undefined);
  });
});
