// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles look like this
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { UsageError } from '../scenario/errors.ts';
import { listImplementations, loadImplementation } from './load.ts';
import { parseProfile } from './parse.ts';

const valid = {
  organization: 'Example',
  project: 'gateway',
  url: 'https://example.com/gateway',
  version: 'v1.0.0',
  contact: ['@example'],
  gatewayClass: 'example',
  controllerName: 'example.com/gateway-controller',
  parameters: { image: 'example.com/gateway:v1' },
  install: [
    { kind: 'objects', objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gw' }, x: '${image}' }] },
  ],
  logSources: [{ namespace: 'gw', labelSelector: 'app=gateway' }],
  supportedFeatures: 'published',
  verified: 'Installed by hand once.',
};

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.fail('it should have been refused'),
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(UsageError);
  return (error as Error).message;
}

describe('parseProfile', () => {
  it('reads a profile, filling in the name and no parameters', async () => {
    const { parameters: _none, ...file } = { ...valid, install: [] };
    const profile = await parseProfile(stringify(file), 'x.yaml', 'x');
    expect(profile).to.deep.equal({ ...file, name: 'x', parameters: {} });
    expect((await parseProfile(stringify({ ...file, supportedFeatures: ['Gateway'] }), 'x.yaml', 'x')).name).to.equal(
      'x',
    );
  });

  const [step] = valid.install;
  const bad: [unknown, string][] = [
    [{ ...valid, organization: undefined }, 'x.yaml: organization is missing.'],
    [{ ...valid, gatewayclass: 'a' }, 'x.yaml: gatewayclass is not a known field.'],
    [{ ...valid, version: 1.5 }, 'x.yaml: version must be string.'],
    [{ ...valid, url: 'example' }, 'x.yaml: url must match format "uri".'],
    [{ ...valid, supportedFeatures: 'all' }, 'x.yaml: supportedFeatures must be "published" or a list of features.'],
    [{ ...valid, supportedFeatures: [1] }, 'x.yaml: supportedFeatures[0] must be string.'],
    [{ ...valid, parameters: { replicas: 2 } }, 'x.yaml: parameters.replicas must be string.'],
    [{ ...valid, parameters: { 'a b': '' } }, 'x.yaml: parameters.a b must have a name of letters, digits, - and _.'],
    [
      { ...valid, install: [{ kind: 'objects', objects: [{ kind: 'Pod' }] }] },
      'x.yaml: install[0].objects[0].apiVersion is missing.',
    ],
    [{ ...valid, install: [{ ...step, kind: 'helm' }] }, 'x.yaml: install[0].kind must be "objects".'],
    [{ ...valid, parameters: {} }, 'x.yaml: install uses ${image}, which parameters does not declare.'],
    [{ ...valid, logSources: [{ namespace: 'gw' }] }, 'x.yaml: logSources[0].labelSelector is missing.'],
    ['text', 'x.yaml: the file must be object.'],
  ];
  for (const [file, sentence] of bad) {
    it(`refuses in one sentence: ${sentence}`, async () => {
      expect(await refusal(parseProfile(stringify(file), 'x.yaml', 'x'))).to.equal(sentence);
    });
  }

  it('names the line that is not YAML', async () => {
    expect(await refusal(parseProfile('a: 1\nb: "c\n', 'x.yaml', 'x'))).to.match(/^x\.yaml: line \d is not YAML: /);
  });
});

describe('loadImplementation', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-profiles-'));
    await writeFile(join(folder, 'envoy.yaml'), stringify({ ...valid, project: 'envoy' }));
    await writeFile(join(folder, 'traefik.yaml'), stringify({ ...valid, project: 'traefik' }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('loads by name and by path', async () => {
    expect(await listImplementations(folder)).to.deep.equal(['envoy', 'traefik']);
    expect(await loadImplementation('envoy', folder)).to.include({ name: 'envoy', project: 'envoy' });
    const byPath = await loadImplementation(join(folder, 'traefik.yaml'), folder);
    expect(byPath).to.include({ name: 'traefik', project: 'traefik' });
  });

  it('names the nearest known ones for an unknown name', async () => {
    expect(await refusal(loadImplementation('trafik', folder))).to.contain(
      'no implementation "trafik"; nearest known: traefik, envoy',
    );
  });

  it('says why a file cannot be read', async () => {
    expect(await refusal(loadImplementation('./nowhere.yaml'))).to.contain('nowhere.yaml cannot be read: there is no');
    expect(await refusal(loadImplementation(`${folder}/`))).to.contain('it is a directory');
  });

  it('finds the profiles of the package', async () => {
    for (const name of await listImplementations()) {
      expect(await loadImplementation(name)).to.include({ name });
    }
  });
});
