import { expect } from 'chai';
import type { Caches } from '../kube/context.ts';
import type { ConfigMap, Container, Pod, Secret, TokenSource } from '../kube/objects.ts';
import { expandVariables, resolveEnvironment } from './environment.ts';
import { describeUnavailable, findProgram, readRepository } from './images.ts';
import { resolveFiles } from './volumes.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const secrets: Record<string, Secret> = {
  tls: { metadata: { name: 'tls' }, data: { 'tls.crt': base64('CERT'), 'tls.key': base64('KEY') } },
};
const configMaps: Record<string, ConfigMap> = {
  conf: { metadata: { name: 'conf' }, data: { mode: 'fast', 'a.txt': 'A' } },
};
const caches = {
  secrets: { get: (_: string, name: string) => secrets[name] },
  configMaps: { get: (_: string, name: string) => configMaps[name] },
} as unknown as Pick<Caches, 'secrets' | 'configMaps'>;

function pod(change: Partial<Pod['spec']> = {}): Pod {
  return {
    metadata: { name: 'web-1', namespace: 'ns', uid: 'u', labels: { 'app.kubernetes.io/name': 'web' } },
    spec: { nodeName: 'node', containers: [], ...change },
  };
}

describe('container environment', () => {
  const resolve = (container: Partial<Container>) =>
    resolveEnvironment(caches, pod(), { name: 'c', ...container }, '127.64.0.9');

  it('fills in fields of the pod, ConfigMaps and Secrets', () => {
    const { env } = resolve({
      envFrom: [{ prefix: 'C_', configMapRef: { name: 'conf' } }],
      env: [
        { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
        { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        { name: 'LABEL', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app.kubernetes.io/name']" } } },
        { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'conf', key: 'mode' } } },
        { name: 'KEY', valueFrom: { secretKeyRef: { name: 'tls', key: 'tls.key' } } },
        { name: 'NONE', valueFrom: { secretKeyRef: { name: 'none', key: 'x', optional: true } } },
        { name: 'URL', value: 'http://$(NAME).$(NAMESPACE)' },
      ],
    });
    expect(env).to.deep.equal({
      C_mode: 'fast',
      'C_a.txt': 'A',
      NAME: 'web-1',
      NAMESPACE: 'ns',
      IP: '127.64.0.9',
      NODE: 'node',
      LABEL: 'web',
      MODE: 'fast',
      KEY: 'KEY',
      URL: 'http://web-1.ns',
    });
  });

  it('expands arguments, leaving unknown names and escaped ones', () => {
    const { args } = resolve({ env: [{ name: 'A', value: '1' }], args: ['--a=$(A)', '$(B)', '$$(A)', '$A'] });
    expect(args).to.deep.equal(['--a=1', '$(B)', '$(A)', '$A']);
    expect(expandVariables('$$$(A)', { A: '1' })).to.equal('$1');
  });

  it('tells what is missing', () => {
    const missing = (valueFrom: object) => () => resolve({ env: [{ name: 'X', valueFrom }] });
    expect(missing({ secretKeyRef: { name: 'gone', key: 'k' } })).to.throw('secret "gone" not found');
    expect(missing({ configMapKeyRef: { name: 'conf', key: 'k' } })).to.throw(
      "couldn't find key k in ConfigMap ns/conf",
    );
    expect(missing({ fieldRef: { fieldPath: 'spec.nothing' } })).to.throw('"spec.nothing" is not a field');
  });
});

describe('container files', () => {
  const readToken = ({ audience = 'the cluster', expirationSeconds }: TokenSource) =>
    `for ${audience}, ${expirationSeconds} s`;
  const sourcesOf = (mounting: Pod) => ({ caches, pod: mounting, ip: '127.64.0.9', readToken });

  it('projects tokens and fields of the pod', () => {
    const items = [
      { path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } },
      { path: 'ip', fieldRef: { fieldPath: 'status.podIP' } },
    ];
    const tokens = [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { serviceAccountToken: { path: 'vault', audience: 'vault' } },
    ];
    const volumes = [
      { name: 'p', projected: { sources: [...tokens, { downwardAPI: { items } }] } },
      { name: 'd', downwardAPI: { items } },
    ];
    const volumeMounts = [
      { name: 'p', mountPath: '/p' },
      { name: 'd', mountPath: '/d' },
    ];
    expect(resolveFiles(sourcesOf(pod({ volumes })), { name: 'c', volumeMounts })).to.deep.equal({
      '/p/token': 'for the cluster, 3607 s',
      '/p/vault': 'for vault, undefined s',
      '/p/namespace': 'ns',
      '/p/ip': '127.64.0.9',
      '/d/namespace': 'ns',
      '/d/ip': '127.64.0.9',
    });
  });

  it('mounts Secrets, ConfigMaps, chosen items and single files', () => {
    const mounting = pod({
      volumes: [
        { name: 's', secret: { secretName: 'tls', items: [{ key: 'tls.crt', path: 'crt' }] } },
        { name: 'c', configMap: { name: 'conf' } },
        { name: 'p', projected: { sources: [{ secret: { name: 'tls' } }, { configMap: { name: 'conf' } }] } },
        { name: 'e' },
      ],
    });
    const files = resolveFiles(sourcesOf(mounting), {
      name: 'c',
      volumeMounts: [
        { name: 's', mountPath: '/etc/tls/' },
        { name: 'c', mountPath: '/etc/mode', subPath: 'mode' },
        { name: 'p', mountPath: '/all' },
        { name: 'e', mountPath: '/tmp' },
      ],
    });
    expect(files).to.deep.equal({
      '/etc/tls/crt': 'CERT',
      '/etc/mode': 'fast',
      '/all/tls.crt': 'CERT',
      '/all/tls.key': 'KEY',
      '/all/mode': 'fast',
      '/all/a.txt': 'A',
    });
  });

  it('tells what is missing', () => {
    const volumes = [{ name: 's', secret: { secretName: 'tls', items: [{ key: 'ca.crt', path: 'ca' }] } }];
    const mount = (name: string) => () =>
      resolveFiles(sourcesOf(pod({ volumes })), { name: 'c', volumeMounts: [{ name, mountPath: '/x' }] });
    expect(mount('s')).to.throw('references non-existent secret key: ca.crt');
    expect(mount('t')).to.throw('"t" names no volume');
  });
});

describe('images', () => {
  const program = async () => {};
  const programs = { 'gwconf.dev/echo': program, 'gateway-api/echo-basic': program };

  it('reads the repository out of every form', () => {
    expect(readRepository('gwconf.dev/echo')).to.equal('gwconf.dev/echo');
    expect(readRepository('registry.example:5000/a/echo')).to.equal('registry.example:5000/a/echo');
    expect(readRepository('registry.example:5000/a/echo:v1@sha256:00')).to.equal('registry.example:5000/a/echo');
  });

  it('finds a program by the whole repository or the end of it', () => {
    for (const image of [
      'gwconf.dev/echo:v9',
      'registry.k8s.io/gateway-api/echo-basic:v1.5.1',
      'a/b/gateway-api/echo-basic',
    ]) {
      expect(findProgram(programs, image), image).to.equal(program);
    }
    for (const image of ['echo', 'other/echo:v1', 'gateway-api/echo-basic-2', 'xgateway-api/echo-basic', 'toString']) {
      expect(findProgram(programs, image), image).to.equal(undefined);
    }
  });

  it('says what can run instead', () => {
    expect(describeUnavailable(programs, 'nginx:1')).to.match(
      /"nginx:1" .* only gateway-api\/echo-basic, gwconf.dev\/echo$/,
    );
  });
});
