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
  verified: { kind: 'Installed by hand once.' },
};

/** Nine levels of nine aliases each. */
function bomb(): string {
  const nine = (text: string): string => Array.from({ length: 9 }, () => text).join(', ');
  const levels = Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${nine(`*a${level}`)}]`);
  return [`a0: &a0 [${nine('x')}]`, ...levels, ''].join('\n');
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.fail('it should have been refused'),
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(UsageError);
  return (error as Error).message;
}

describe('parseProfile', () => {
  it('reads a profile, filling in what is left out', async () => {
    const { parameters: _none, logSources: _nor, verified: _neither, ...file } = { ...valid, install: [] };
    const profile = await parseProfile(stringify(file), '/profiles/x.yaml', 'x');
    expect(profile).to.deep.equal({
      ...file,
      name: 'x',
      folder: '/profiles',
      parameters: {},
      providers: ['kind', 'existing'],
      requires: [],
      images: [],
      logSources: [],
      knownFailures: [],
      needsOwnPods: false,
      facts: [],
      verified: {},
    });
    for (const supportedFeatures of [['Gateway'], 'inferred']) {
      expect(await parseProfile(stringify({ ...file, supportedFeatures }), 'x.yaml', 'x')).to.deep.include({
        supportedFeatures,
      });
    }
  });

  it('takes short forms, and knows what programs the steps run', async () => {
    const install = [
      { kind: 'manifests', sources: ['a.yaml', 'https://example.com/b.yaml', { file: 'c.yaml' }] },
      { kind: 'helm', chart: './c', release: 'r', namespace: 'n', on: ['kind'] },
      { kind: 'process', name: 'p', command: '${gw}' },
    ];
    const requires = [{ program: 'gw', hint: 'from there' }];
    const text = stringify({ ...valid, providers: ['kind', 'embedded'], requires, install });
    const profile = await parseProfile(text, 'x.yaml', 'x');
    expect(profile.install[0]).to.deep.include({
      sources: [{ file: 'a.yaml' }, { url: 'https://example.com/b.yaml' }, { file: 'c.yaml' }],
    });
    expect(profile.requires).to.deep.equal([
      { program: 'gw', parameter: 'gw', hint: 'from there' },
      { program: 'helm', parameter: 'helm', on: ['kind'] },
    ]);
    expect(profile.parameters).to.deep.equal({ ...valid.parameters, gw: '', helm: '' });
  });

  const [step] = valid.install;
  const bad: [unknown, string][] = [
    [{ ...valid, organization: undefined }, 'x.yaml:1:1: organization is missing.'],
    [{ ...valid, gatewayclass: 'a' }, 'x.yaml:25:1: gatewayclass is not a known field; did you mean gatewayClass.'],
    [{ ...valid, version: 1.5 }, 'x.yaml:4:10: version must be a text, not 1.5; in quotes it is a text: "1.5".'],
    [{ ...valid, url: 'example' }, 'x.yaml:3:6: url must be a URL, as https://example.com/, not "example".'],
    [
      { ...valid, supportedFeatures: 'all' },
      'x.yaml:22:20: supportedFeatures must be one of "published", "inferred", or a list of features, not "all".',
    ],
    [
      { ...valid, supportedFeatures: [1] },
      'x.yaml:23:5: supportedFeatures[0] must be a text, not 1; in quotes it is a text: "1".',
    ],
    [
      { ...valid, parameters: { replicas: 2 } },
      'x.yaml:10:13: parameters.replicas must be a text, not 2; in quotes it is a text: "2".',
    ],
    [
      { ...valid, parameters: { 'a b': '' } },
      'x.yaml:10:3: parameters.a b must have a name of letters, digits, - and _.',
    ],
    [
      { ...valid, install: [{ kind: 'objects', objects: [{ kind: 'Pod' }] }] },
      'x.yaml:14:9: install[0].objects[0].apiVersion is missing.',
    ],
    [
      { ...valid, install: [{ ...step, kind: 'helmet' }] },
      'x.yaml:12:5: install[0].kind must be objects, manifests, kustomize, helm, process or wait, not "helmet".',
    ],
    [{ ...valid, install: [{ ...step, kind: 'helm' }] }, 'x.yaml:12:5: install[0].chart is missing.'],
    [{ ...valid, install: [{ ...step, of: 1 }] }, 'x.yaml:19:5: install[0].of is not a known field; did you mean on.'],
    [
      { ...valid, install: [{ kind: 'manifests', sources: [{ sha256: '0'.repeat(64) }] }] },
      'x.yaml:14:9: install[0].sources[0] must have either file or url.',
    ],
    [
      { ...valid, install: [{ kind: 'wait', for: { apiVersion: 'v1', kind: 'Pod', name: 'a' } }] },
      'x.yaml:12:5: install[0] must have either condition or jsonPath.',
    ],
    [
      { ...valid, install: [{ kind: 'wait', for: { apiVersion: 'v1', kind: 'Pod' }, condition: 'Ready' }] },
      'x.yaml:14:7: install[0].for must have either name or labelSelector.',
    ],
    [
      { ...valid, install: [{ kind: 'process', name: 'p', command: 'p', ready: { log: '(' } }] },
      'x.yaml:16:12: install[0].ready.log must be a regular expression.',
    ],
    [
      { ...valid, install: [{ kind: 'process', name: 'p', command: '${run.adress}' }] },
      'x.yaml:12:3: install uses ${run.adress}; of the run there are run.address, run.kubeconfig, run.folder, run.id.',
    ],
    [
      { ...valid, install: [{ ...step, on: ['embedded'] }] },
      'x.yaml:20:7: install[0].on names embedded, which is none of providers (kind, existing).',
    ],
    [
      { ...valid, install: [{ ...step, on: ['kin'] }] },
      'x.yaml:20:9: install[0].on[0] must be one of "embedded", "envtest", "kind", "existing", not "kin".',
    ],
    [
      { ...valid, verified: { openshift: 'Once.' } },
      'x.yaml:24:3: verified.openshift must have the name of a provider: embedded, envtest, kind or existing.',
    ],
    [
      { ...valid, verified: { embedded: 'Once.' } },
      'x.yaml:24:3: verified names embedded, which is none of providers (kind, existing).',
    ],
    [
      { ...valid, logSources: [{ process: 'gw', namespace: 'gw' }] },
      'x.yaml:21:16: logSources[0].namespace does not go with the rest of logSources[0].',
    ],
    [
      { ...valid, logSources: [{ process: 'gw' }] },
      'x.yaml:20:14: logSources[0].process names gw, which no step starts.',
    ],
    [
      {
        ...valid,
        knownFailures: [
          { scenario: 'A', reason: 'b' },
          { scenario: 'A', reason: 'c' },
        ],
      },
      'x.yaml:1:1: known failure A is there twice.',
    ],
    [{ ...valid, knownFailures: [{ scenario: 'A' }] }, 'x.yaml:26:5: knownFailures[0].reason is missing.'],
    [
      { ...valid, parameters: { image: '${tag}', tag: '' } },
      'x.yaml:10:10: parameters.image uses ${tag}, which is not declared before it.',
    ],
    [{ ...valid, parameters: {} }, 'x.yaml:11:3: install uses ${image}, which parameters does not declare.'],
    [{ ...valid, logSources: [{ namespace: 'gw' }] }, 'x.yaml:20:5: logSources[0].labelSelector is missing.'],
    [
      { ...valid, install: [{ kind: 'process', name: 'p', command: 'p', ready: { tcp: 'nonsense' } }] },
      'x.yaml:16:12: install[0].ready.tcp must be host:port, not "nonsense".',
    ],
    [
      { ...valid, organization: 'x'.repeat(2000) },
      'x.yaml:1:15: organization must have at most 1000 characters, not 2000.',
    ],
    ['text', 'x.yaml:1:1: the file must be a map of fields, not "text".'],
  ];
  for (const [file, sentence] of bad) {
    it(`refuses in one sentence: ${sentence}`, async () => {
      expect(await refusal(parseProfile(stringify(file), 'x.yaml', 'x'))).to.equal(sentence);
    });
  }

  const broken: [string, string, RegExp][] = [
    ['what is no YAML', 'a: 1\nb: "c\n', /^x\.yaml:3:1: not valid YAML: /],
    ['a key that is there twice', 'a: 1\na: 2\n', /^x\.yaml:2:1: not valid YAML: Map keys must be unique$/],
    ['two documents', 'a: 1\n---\nb: 2\n', /^x\.yaml:2:1: it holds several documents; expected one$/],
    ['a bomb of aliases', bomb(), /^x\.yaml: its aliases stand for more than a file of settings can hold$/],
    [
      'a file of a million characters',
      `# ${'x'.repeat(1_000_000)}`,
      /^x\.yaml has 1000002 characters; expected at most/,
    ],
  ];
  for (const [name, text, sentence] of broken) {
    it(`refuses ${name}, and says where`, async () => {
      expect(await refusal(parseProfile(text, 'x.yaml', 'x'))).to.match(sentence);
    });
  }
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

  it('lists the images of each profile of the package that runs on kind, those of its objects among them', async () => {
    for (const name of await listImplementations()) {
      const profile = await loadImplementation(name);
      if (!profile.providers.includes('kind')) continue;
      expect(profile.images, name).not.to.deep.equal([]);
      const steps = profile.install.filter(({ kind }) => kind === 'objects');
      for (const [, image] of JSON.stringify(steps).matchAll(/"image":"([^"]+)"/g)) {
        expect(profile.images, name).to.include(image);
      }
    }
  });
});
