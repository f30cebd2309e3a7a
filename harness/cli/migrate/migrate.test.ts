import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Log } from 'sarif';
import { createFakeIo, createFakeWiring } from '../fakes.test.ts';
import { main } from '../main.ts';

const cases = new URL('../../../policy/migrate/cases/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, cases), 'utf8');

describe('gwconf migrate check', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-migrate-'));
    writeFileSync(join(dir, 'old.yaml'), read('tls-redirect.ingress.yaml'));
    writeFileSync(join(dir, 'new.yaml'), read('tls-redirect.gateway.yaml'));
    writeFileSync(
      join(dir, 'wrong.yaml'),
      read('tls-redirect.gateway.yaml').replace('statusCode: 308', 'statusCode: 301'),
    );
  });
  after(() => rmSync(dir, { recursive: true }));

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const io = createFakeIo(dir);
    const code = await main(['migrate', 'check', ...args], io, createFakeWiring());
    return { code, out: io.out(), err: io.err() };
  }

  it('ends with 0 where nothing differs, and with 1 where something does', async () => {
    expect((await run('--from', 'old.yaml', '--to', 'new.yaml')).code).to.equal(0);
    expect((await run('--from', 'old.yaml', '--to', 'new.yaml', '--fail-on', 'info')).code).to.equal(1);
    const { code, out } = await run('--from', 'old.yaml', '--to', 'wrong.yaml');
    expect(code).to.equal(1);
    expect(out.split('\n').slice(0, 4)).to.deep.equal([
      'error migrate-redirect-code: A redirect has another code (301 instead of 308)',
      '  GET http://shop.example.com/ and 24 more',
      '    Ingress  308 to https://shop.example.com  by old.yaml:18:13 Ingress shop/shop spec.rules[0].http.paths[0]',
      '    Gateway  301 to https://shop.example.com/  by wrong.yaml:68:7 HTTPRoute shop/shop-shop-example-com-ssl-redirect spec.rules[0]',
    ]);
  });

  it('says the same for the same seed', async () => {
    const args = ['--from', 'old.yaml', '--to', 'wrong.yaml', '--requests', '20', '--format', 'json'];
    const [first, second] = [await run(...args), await run(...args)];
    expect(first.out).to.equal(second.out);
    expect(JSON.parse(first.out).requests.asked).to.equal(20);
  });

  it('writes SARIF, JUnit and Markdown', async () => {
    const outputs = ['sarif=a.sarif', 'junit=a.xml', 'markdown=a.md'].flatMap((each) => ['--output', each]);
    await run('--from', 'old.yaml', '--to', 'wrong.yaml', ...outputs);
    const log = JSON.parse(readFileSync(join(dir, 'a.sarif'), 'utf8')) as Log;
    const [result] = log.runs[0]?.results ?? [];
    expect(result?.ruleId).to.equal('migrate-redirect-code');
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).to.equal('wrong.yaml');
    expect(readFileSync(join(dir, 'a.xml'), 'utf8'))
      .to.contain('gwconf migrate check')
      .and.to.contain('failures="1"');
    expect(readFileSync(join(dir, 'a.md'), 'utf8')).to.contain('| error | `migrate-redirect-code` |');
  });

  it('refuses what it cannot compare, in one sentence', async () => {
    writeFileSync(
      join(dir, 'bad.yaml'),
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: x}\nspec: {rules: 5}\n',
    );
    const refused: [string[], string][] = [
      [[], 'needs --from with Ingresses and --to with their translation'],
      [['--from', 'old.yaml'], 'needs --from with Ingresses and --to'],
      [['--from', 'new.yaml', '--to', 'new.yaml'], '--from new.yaml: there is no object of kind Ingress in it'],
      [['--from', 'old.yaml', '--to', 'old.yaml'], '--to old.yaml: there is no object of kind Gateway'],
      [['--from', '-', '--to', '-'], 'cannot both read the standard input'],
      [['--from', 'none.yaml', '--to', 'new.yaml'], 'none.yaml cannot be read'],
      [['--from', 'bad.yaml', '--to', 'new.yaml'], 'bad.yaml: Ingress x: spec.rules is 5, expected a list'],
    ];
    for (const [args, message] of refused) {
      const { code, err } = await run(...args);
      expect(code, args.join(' ')).to.equal(2);
      expect(err).to.contain(message);
    }
  });
});
