import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { useOwnCache } from '../../../apimachinery/crds/testing.ts';
import { createFakeIo, createFakeWiring } from '../fakes.test.ts';
import { main } from '../main.ts';

const rules = `policy: mine
rules:
  - {id: owner, title: A Gateway has no owner, for: gateway, check: "'owner' in gateway.labels"}
  - {id: class, title: The class is another, level: warning, for: gateway, check: object.spec.gatewayClassName == 'acme'}
`;
const manifest = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec: {gatewayClassName: acme, listeners: [{name: http, port: 80, protocol: HTTP, hostname: a.example}]}
`;

describe('gwconf policy', function () {
  this.timeout(60_000);
  let dir: string;
  let own: Awaited<ReturnType<typeof useOwnCache>>;
  before(async () => {
    own = await useOwnCache();
  });
  after(() => own.restore());
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-policy-'));
    writeFileSync(join(dir, 'mine.yaml'), rules);
    writeFileSync(join(dir, 'a.yaml'), manifest);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const io = createFakeIo(dir);
    const code = await main(args, io, createFakeWiring());
    return { code, out: io.out(), err: io.err() };
  }

  it('judges with the other rules, and writes the same outputs', async () => {
    const { code, out } = await run(
      'validate',
      'a.yaml',
      '--policy',
      'mine.yaml',
      '--no-fetch',
      '--output',
      'sarif=a.sarif',
    );
    expect(code).to.equal(1);
    expect(out).to.contain('a.yaml:1:1 error owner\n  A Gateway has no owner');
    expect(JSON.parse(readFileSync(join(dir, 'a.sarif'), 'utf8')).runs[0].results[0].ruleId).to.equal('owner');
    expect((await run('validate', 'a.yaml', '--policy', 'mine.yaml', '--no-fetch', '--only', 'meaning')).code).to.equal(
      0,
    );
    writeFileSync(join(dir, 'gwconf.yaml'), 'validate: {fetch: false, policy: [mine.yaml]}\n');
    expect((await run('validate', 'a.yaml')).code).to.equal(1);
    expect((await run('rules', '--policy', 'mine.yaml')).out).to.match(/owner +error +A Gateway has no owner/);
  });

  it('tries the cases beside the rules', async () => {
    expect(await run('policy', 'test', 'mine.yaml')).to.include({ code: 1 });
    const object = '{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: a, labels: {owner: x}}';
    const side = (labels: string, name: string) =>
      object.replace('{owner: x}', labels).replace(/$/, `, spec: {gatewayClassName: ${name}}}`);
    writeFileSync(
      join(dir, 'mine.cases.yaml'),
      `cases:
  - {rule: owner, name: label, accepted: [${side('{owner: x}', 'acme')}], refused: [${side('{}', 'acme')}]}
  - {rule: class, name: name, accepted: [${side('{}', 'acme')}], refused: [${side('{}', 'other')}]}
`,
    );
    const { code, out } = await run('policy', 'test', '.');
    expect({ code, out }).to.deep.equal({
      code: 2,
      out: '',
    });
    rmSync(join(dir, 'a.yaml'));
    expect((await run('policy', 'test', '.')).out).to.contain('2 cases, 0 failed');
    expect((await run('validate', '.', '--no-fetch')).err).to.equal('gwconf: there are no manifests in .\n');
  });

  it('prints what a cluster can enforce, and why it cannot enforce the rest', async () => {
    const { code, out, err } = await run('policy', 'export', 'mine.yaml');
    expect(code).to.equal(0);
    expect(err).to.contain('owner is not exported: it looks at gateway');
    expect(out).to.contain('name: gwconf-class').and.contain('- Warn');
  });

  it('lists and prints the library, and tries it', async () => {
    expect(JSON.parse((await run('policy', 'list', '--json')).out)[0]).to.have.keys(
      'id',
      'file',
      'level',
      'exportable',
      'title',
    );
    const { out } = await run('policy', 'show', 'https-only');
    expect(out).to.match(/^policy: https-only\n/);
    expect((await run('policy', 'show', 'library:https-only', '--cases')).out).to.match(/^cases:\n/);
    expect((await run('policy', 'test', 'library')).code).to.equal(0);
  });

  it('says in one sentence what is wrong', async () => {
    writeFileSync(join(dir, 'twice.yaml'), rules);
    for (const [args, message] of [
      [['policy', 'test', 'gone.yaml'], 'gone.yaml cannot be read: there is no such file or folder'],
      [['policy', 'show', 'x'], 'there is no library:x; expected one of backends, grants'],
      [
        ['validate', 'a.yaml', '--policy', 'mine.yaml', '--policy', 'twice.yaml'],
        'twice.yaml: rule owner: mine.yaml has a rule of that id',
      ],
      [['validate', 'a.yaml', '--policy', 'a.yaml'], 'a.yaml: the file must have required property'],
    ] as const) {
      const { code, err } = await run(...args);
      expect(code).to.equal(2);
      expect(err)
        .to.match(/^gwconf: [^\n]+\n$/)
        .and.contain(message);
    }
  });
});
