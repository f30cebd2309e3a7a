import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { useOwnCache, writeCrd } from '../../../apimachinery/crds/testing.ts';
import type { KubeApi } from '../../kube/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: acme
  listeners:
  - {name: http, port: 80, protocol: HTTP, hostname: a.example}
`;
const route = (section: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: infra}
spec:
  parentRefs: [{name: edge, sectionName: ${section}}]
  rules: [{backendRefs: [{name: a, port: 80}]}]
`;

const kubeconfig = `apiVersion: v1
kind: Config
current-context: c
contexts: [{name: c, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
users: [{name: u, user: {}}]
`;

describe('gwconf validate', function () {
  this.timeout(60_000);
  let dir: string;
  let own: Awaited<ReturnType<typeof useOwnCache>>;
  before(async () => {
    own = await useOwnCache();
  });
  after(() => own.restore());
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-validate-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  function write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  }

  async function run(args: readonly string[], stdin = ''): Promise<{ code: number; io: FakeIo }> {
    const io = Object.assign(createFakeIo(dir), { readStdin: async () => Buffer.from(stdin) });
    const code = await main(['validate', ...args], io, createFakeWiring());
    return { code, io };
  }

  /** Without what is fetched. */
  const judge = (...args: string[]) => run([...args, '--no-fetch']);

  it('takes files, folders and patterns, and leaves out what is none of ours', async () => {
    write({
      'a/gateway.yaml': gateway,
      'a/deep/route.yml': route('http'),
      'a/package.json': '{"name": "x"}',
      'a/.hidden/x.yaml': route('x'),
      'a/node_modules/x.yaml': route('x'),
      'a/chart/Chart.yaml': 'name: c\n',
      'a/chart/templates/route.yaml': `${route('http')}{{ if .x }}\n`,
    });
    const { code, io } = await judge('a');
    expect(io.err()).to.equal('');
    expect(code).to.equal(0);
    expect(io.out()).to.contain('no findings: 2 objects of the Gateway API in 2 files');
    expect(io.out()).to.contain('templates/route.yaml is a template of a Helm chart');
    expect((await judge('a/**/*.yml', 'a/gateway.yaml')).io.out()).to.contain(
      '2 objects of the Gateway API in 2 files',
    );
  });

  it('reads the standard input, by the name that an editor gives', async () => {
    const { code, io } = await run(
      ['-', '--no-fetch', '--stdin-filename', 'b.yaml', '--format', 'github'],
      `${gateway}---\n${route('x')}`,
    );
    expect(code).to.equal(1);
    expect(io.out()).to.match(/^::error file=b.yaml,line=13,col=29,title=gwconf parent-section::/);
  });

  it('ends with 1 where a finding is as grave as it was said', async () => {
    write({ 'a.yaml': route('http').replace(/^.*parentRefs.*\n/m, '') });
    expect((await judge('a.yaml')).code).to.equal(0);
    expect((await judge('a.yaml', '--fail-on', 'warning')).code).to.equal(1);
    expect((await judge('a.yaml', '--fail-on', 'warning', '--only', 'schema')).code).to.equal(0);
  });

  it('writes other formats to files beside what it prints', async () => {
    write({ 'a.yaml': gateway });
    await judge('a.yaml', '--output', 'json=out/a.json', '--output', 'sarif=a.sarif');
    expect(JSON.parse(readFileSync(join(dir, 'out/a.json'), 'utf8'))).to.include({ version: 1 });
    expect(JSON.parse(readFileSync(join(dir, 'a.sarif'), 'utf8'))).to.include({ version: '2.1.0' });
  });

  it('takes settings and suppressions of gwconf.yaml, which a run may read, too', async () => {
    write({
      'a.yaml': `${gateway}---\n${route('x')}`,
      'gwconf.yaml':
        "seed: a\nvalidate:\n  fail-on: warning\n  fetch: false\n  ignore:\n  - {rule: parent-section, files: '*.yaml', reason: it comes later}\n  - {rule: grant-wide, reason: none}\n",
    });
    const { code, io } = await run(['a.yaml']);
    expect(code).to.equal(1);
    expect(io.out()).to.contain('gwconf.yaml:7:5 warning suppression-unused');
    expect(io.out()).to.contain('1 warning, 1 suppressed');
    write({ 'gwconf.yaml': 'validate:\n  ignore:\n  - {rule: parent-section}\n' });
    expect((await run(['a.yaml'])).io.err()).to.match(
      /^gwconf: gwconf.yaml:3:5: each of validate.ignore has a rule and a reason.*reason is missing\n$/,
    );
    write({ 'gwconf.yaml': 'validate:\n  fail-onn: error\n' });
    expect((await run(['a.yaml'])).io.err()).to.equal(
      "gwconf: gwconf.yaml:2:3: there is no setting 'fail-onn' of validate; did you mean fail-on?\n",
    );
  });

  it('fetches CRDs that the cache has not, and says in one line what is not judged without them', async () => {
    write({ 'a.yaml': gateway });
    const io = createFakeIo(dir);
    const asked: unknown[] = [];
    const fetchCrds = async (options: unknown) => {
      asked.push(options);
      throw new HarnessError('no network');
    };
    expect(await main(['validate', 'a.yaml'], io, { ...createFakeWiring(), fetchCrds })).to.equal(0);
    expect(asked).to.deep.equal([{ version: 'v1.7.0', channel: 'standard' }]);
    expect(io.out()).to.contain(
      'CEL rules were not judged, since the CRDs are not here (no network): gwconf crds fetch --version v1.7.0',
    );
    const strict = createFakeIo(dir);
    expect(await main(['validate', 'a.yaml', '--require-cel'], strict, { ...createFakeWiring(), fetchCrds })).to.equal(
      2,
    );
    expect(strict.err()).to.match(/^gwconf: --require-cel: CEL rules were not judged/);
  });

  it('judges by CRDs of a file', async () => {
    write({ 'crds.yaml': writeCrd('a'), 'a.yaml': gateway });
    const { code, io } = await judge('a.yaml', '--crds', 'crds.yaml');
    expect(code).to.equal(1);
    expect(io.out()).to.contain('unknown-kind').and.to.contain('judged by Gateway API v9.9.9');
  });

  it('tells what a change does to the effective routing', async () => {
    const named = (name: string) => route('http').replace('name: a, port', `name: ${name}, port`);
    write({ 'old/a.yaml': `${gateway}---\n${named('a')}`, 'new/a.yaml': `${gateway}---\n${named('b')}` });
    const { io } = await judge('new', '--against', 'old');
    expect(io.out()).to.contain(
      '  ~ Gateway infra/edge, port 80: a.example /*: an answer of infra/a:80 -> an answer of infra/b:80\n',
    );
    const json = await judge('new', '--against', 'old', '--format', 'json');
    expect(JSON.parse(json.io.out()).changes).to.have.length(1);
    expect((await judge('new', '--against', 'none')).code).to.equal(2);
  });

  it('takes the rest of the world from a cluster, as far as it may be read', async () => {
    write({ 'a.yaml': route('http').replace('name: a, port', 'name: lost, port'), kubeconfig });
    const edge = parse(gateway) as KubeObject;
    const kinds = [
      { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
      { group: '', kind: 'Service' },
      { group: '', kind: 'Secret' },
    ];
    const closed: string[] = [];
    const api = {
      listKinds: async () => kinds,
      async list({ kind }: { kind: string }) {
        if (kind === 'Secret') throw new HarnessError('listing secrets is forbidden');
        return kind === 'Gateway' ? [edge] : [];
      },
      close: () => void closed.push('closed'),
    } as Partial<KubeApi> as KubeApi;
    const io = createFakeIo(dir);
    const argv = ['validate', 'a.yaml', '--cluster', '--kubeconfig', join(dir, 'kubeconfig'), '--no-fetch'];
    expect(await main(argv, io, { ...createFakeWiring(), createKubeApi: async () => api })).to.equal(1);
    expect(io.err()).to.equal('');
    expect(io.out()).to.contain('error backend-missing\n  Service infra/lost does not exist');
    expect(io.out()).not.to.contain('parent-missing');
    expect(io.out()).to.contain('objects of kind Secret could not be read');
    expect(closed).to.deep.equal(['closed']);
  });

  it('tells of features that an implementation does not support', async () => {
    write({ 'a.yaml': `${gateway}---\n${route('http').replace('rules: [{', 'rules: [{timeouts: {request: 1s}, ')}` });
    const { io } = await judge('a.yaml', '--for', 'traefik@3.7');
    expect(io.out()).to.match(
      /warning feature-unsupported\n {2}traefik v3.7.\d+ does not support HTTPRouteRequestTimeout, which is used; .* do\n/,
    );
    expect((await judge('a.yaml', '--for', 'nobody')).io.err()).to.contain('there is no published report of nobody');
  });

  const wrong: readonly [string, readonly string[], string][] = [
    ['a file that is not there', ['x.yaml'], 'x.yaml cannot be read: there is no such file or folder'],
    ['a pattern that nothing fits', ['*.json'], 'no file fits the pattern *.json'],
    ['a folder without manifests', ['empty'], 'there are no manifests in empty'],
    ['a standard input without any', ['-'], 'there are no manifests in -'],
    [
      'an unknown part',
      ['a.yaml', '--only', 'sense'],
      "--only takes a list of schema, cel, meaning, policy, not 'sense'",
    ],
    [
      'an unknown release',
      ['a.yaml', '--gateway-api', 'v1'],
      "--gateway-api takes a release, as v1.7 or v1.7.0, not 'v1'",
    ],
    [
      'a release that nobody has',
      ['a.yaml', '--gateway-api', 'v1.5.1', '--no-fetch'],
      'the CRDs of v1.5.1 (standard) are not here: it was not to be fetched',
    ],
    [
      'an unknown format',
      ['a.yaml', '--no-fetch', '--output', 'xml=a'],
      '--output takes one of console, json, junit, sarif, github',
    ],
  ];
  for (const [name, args, message] of wrong)
    it(`refuses ${name}`, async () => {
      write({ 'a.yaml': gateway, 'empty/x.txt': '' });
      const { code, io } = await run(args);
      expect(io.err()).to.contain(`gwconf: ${message}`);
      expect(code).to.equal(2);
      expect(io.out()).to.equal('');
    });

  it('tells of text that is none', async () => {
    write({ 'a.yaml': new Uint8Array([0xc3, 0x28]) });
    const { code, io } = await judge('a.yaml');
    expect(code).to.equal(1);
    expect(io.out()).to.match(/^a.yaml:1:1 error syntax\n {2}the text is not UTF-8\n/);
  });
});

describe('gwconf rules', () => {
  it('lists every rule, and explain tells of one', async () => {
    const io = createFakeIo('/');
    expect(await main(['rules'], io, createFakeWiring())).to.equal(0);
    expect(io.out())
      .to.match(/^RULE +LEVEL +TITLE\n/)
      .and.to.match(/^parent-hostname +error +No hostname/m);
    const one = createFakeIo('/');
    await main(['explain', 'parent-hostname'], one, createFakeWiring());
    expect(one.out())
      .to.match(/^parent-hostname \(error; /)
      .and.to.contain('https://github.com/kubernetes-sigs/gateway-api');
    const none = createFakeIo('/');
    expect(await main(['explain', 'parent-hostnam'], none, createFakeWiring())).to.equal(2);
    expect(none.err()).to.contain('did you mean parent-hostname');
    const migration = createFakeIo('/');
    await main(['explain', 'migrate-path-case'], migration, createFakeWiring());
    expect(migration.out())
      .to.match(/^migrate-path-case \(warning; Migration\)/)
      .and.not.to.contain('gwconf:ignore');
    const json = createFakeIo('/');
    await main(['rules', '--json'], json, createFakeWiring());
    expect(JSON.parse(json.out())[0]).to.include.keys('id', 'level', 'explanation', 'fix');
  });
});
