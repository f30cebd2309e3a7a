import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { installMethods } from '../../install/template.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';
import { createWiring, type Wiring } from '../wiring.ts';

/** Profiles are read for real; clusters are not. */
function wire(over: Partial<Wiring> = {}) {
  const { readImplementation, loadImplementation, listImplementations, loadCatalogue } = createWiring();
  return createFakeWiring({ readImplementation, loadImplementation, listImplementations, loadCatalogue, ...over });
}

describe('gwconf implementation', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-implementation-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  async function run(...words: string[]): Promise<number> {
    return await main(['implementation', ...words], io, wire());
  }

  describe('init', () => {
    for (const method of installMethods) {
      it(`writes a profile that only lacks what the user alone knows: ${method}`, async () => {
        expect(await run('init', 'acme', '--method', method, '--version', '1.10', '--project', 'no')).to.equal(0);
        expect(io.out()).to.equal(
          'wrote ./acme.yaml\nfill in what says TODO, then: gwconf implementation check ./acme.yaml\n',
        );
        const { profile } = await createWiring().readImplementation(join(dir, 'acme.yaml'));
        expect(profile).to.deep.include({ name: 'acme', project: 'no', gatewayClass: 'acme' });
        expect(profile.parameters.version).to.equal('1.10');
        expect(profile.install[0]?.kind).to.equal(method);
      });
    }

    it('takes what it is told', async () => {
      const flags = [
        '--organization',
        'Acme: Inc',
        '--controller-name',
        'acme.example/gw',
        '--contact',
        'a@b.example,@c',
      ];
      expect(await run('init', 'acme', ...flags, '--output', 'mine.yml')).to.equal(0);
      const { profile } = await createWiring().readImplementation(join(dir, 'mine.yml'));
      expect(profile).to.deep.include({ organization: 'Acme: Inc', contact: ['a@b.example', '@c'] });
      expect(profile.controllerName).to.equal('acme.example/gw');
    });

    it('replaces nothing, and takes no name that is none', async () => {
      writeFileSync(join(dir, 'acme.yaml'), 'mine');
      expect(await run('init', 'acme')).to.equal(2);
      expect(io.err()).to.contain('acme.yaml exists already; choose another --output');
      expect(readFileSync(join(dir, 'acme.yaml'), 'utf8')).to.equal('mine');
      expect(await run('init', '../Acme')).to.equal(2);
      expect(io.err()).to.contain("NAME must be of a-z, 0-9 and -, not '../Acme'");
      expect(existsSync(join(dir, '..', 'Acme.yaml'))).to.equal(false);
    });
  });

  describe('check', () => {
    const path = () => join(dir, 'acme.yaml');
    beforeEach(async () => {
      await run('init', 'acme');
      writeFileSync(join(dir, 'install.yaml'), '');
    });
    const change = (from: string, to: string) => {
      const text = readFileSync(path(), 'utf8');
      expect(text).to.contain(from);
      writeFileSync(path(), text.replace(from, to));
    };

    it('tells what is fine for each provider', async () => {
      expect(await run('check', path())).to.equal(0);
      expect(io.out()).to.match(/ok {2}\S+: fields, placeholders\nok {2}kind: 2 steps\nok {2}existing: 2 steps\n$/);
    });

    it('names what is missing, and fails where nothing can be installed', async () => {
      rmSync(join(dir, 'install.yaml'));
      expect(await run('check', path())).to.equal(2);
      expect(io.out()).to.contain(`--  kind: Implementation acme needs ./install.yaml, which is not in ${dir}.\n`);
      expect(await run('check', path(), '--provider', 'kind')).to.equal(2);
      expect(await run('check', path(), '--provider', 'embedded')).to.equal(2);
      expect(io.err()).to.contain('cannot be installed with --provider embedded; its profile names kind, existing');
    });

    it('knows the names of the suite', async () => {
      change('supportedFeatures: published', 'supportedFeatures: [HTTPRout]');
      expect(await run('check', path())).to.equal(0);
      expect(io.out()).to.contain('--  features that this suite does not know: HTTPRout\n');
      change('supportedFeatures: [HTTPRout]', 'supportedFeatures: inferred');
      change('knownFailures: []', 'knownFailures: [{ scenario: HTTPRouteWeigh, reason: none }]');
      expect(await run('check', path())).to.equal(2);
      expect(io.err()).to.contain(
        "known failures: there is no scenario 'HTTPRouteWeigh'; did you mean HTTPRouteWeight",
      );
    });

    it('installs it where told to, and removes it again', async () => {
      change('providers: [kind, existing]', 'providers: [embedded]');
      const wiring = wire();
      expect(
        await main(['implementation', 'check', path(), '--provider', 'embedded', '--install'], io, wiring),
      ).to.equal(0);
      expect(wiring.events).to.deep.equal(['start', 'install', 'uninstall', 'close', 'stop']);
      expect(io.out()).to.match(/ok {2}GatewayClass acme of \S+ is accepted and publishes no features: name them/);
      expect(io.out()).to.match(/ok {2}removed again\n$/);
      expect(await run('check', path(), '--install')).to.equal(2);
      expect(io.err()).to.contain('--install needs --provider: embedded, envtest, kind, or existing');
    });

    it('tells why it does not install, after cleaning up', async () => {
      change('providers: [kind, existing]', 'providers: [embedded]');
      const wiring = wire({
        inspectGatewayClass: () =>
          Promise.reject(new UsageError('GatewayClass acme was not accepted within 60000 ms.')),
      });
      expect(
        await main(['implementation', 'check', path(), '--provider', 'embedded', '--install'], io, wiring),
      ).to.equal(2);
      expect(io.err()).to.contain('GatewayClass acme was not accepted');
      expect(wiring.events).to.deep.equal(['start', 'install', 'uninstall', 'close', 'stop']);
    });
  });

  describe('list and show', () => {
    it('list every profile of the package, with what was run', async () => {
      expect(await run('list')).to.equal(0);
      const names = await createWiring().listImplementations();
      const lines = io.out().trimEnd().split('\n').slice(1);
      expect(lines.map((line) => line.split(' ')[0])).to.deep.equal(names);
      expect(lines.find((line) => line.startsWith('reference '))).to.match(/embedded, envtest +embedded, envtest$/);
    });

    it('show what can be set, every step and what was run', async () => {
      expect(await run('show', 'reference')).to.equal(0);
      expect(io.out()).to.match(/^reference\n {2}project {7}gwconf\/reference-gateway v0\.1\.0/);
      expect(io.out()).to.contain("  embedded  By the project's own tests");
    });

    it('show the file itself, or all of it as JSON', async () => {
      const { text } = await createWiring().readImplementation('traefik');
      expect(await run('show', 'traefik', '--yaml')).to.equal(0);
      expect(io.out()).to.equal(text);
      const json = createFakeIo(dir);
      expect(await main(['implementation', 'list', '--json'], json, wire())).to.equal(0);
      expect(JSON.parse(json.out())[0]).to.include.keys('name', 'install', 'verified').and.not.have.key('folder');
    });
  });
});
