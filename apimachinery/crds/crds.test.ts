import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildBundledCrds } from './bundled.ts';
import { readCachedCrds, writeCachedCrds } from './cache.ts';
import { added, atomicLists, atomicMaps, defaults, limits, mapLists, notInStandard, setLists } from './facts.ts';
import { applyFacts, matchesPlace } from './overlay.ts';
import { readCrds } from './parse.ts';
import type { StructuralSchema } from './reflect.ts';
import { useOwnCache, writeCrd } from './testing.ts';
import type { GatewayApiCrds } from './types.ts';

function schemaAt(crds: GatewayApiCrds, kind: string, path: string): StructuralSchema | undefined {
  const crd = crds.crds.find((candidate) => candidate.spec.names.kind === kind);
  let schema: StructuralSchema | undefined = crd?.spec.versions[0]?.schema.openAPIV3Schema;
  for (const name of path.split('.')) {
    schema = name === '[]' ? schema?.items : schema?.properties?.[name];
  }
  return schema;
}

describe('bundled CRDs', function () {
  this.timeout(60_000);
  let crds: GatewayApiCrds;
  before(async () => {
    crds = await buildBundledCrds();
  });

  it('have every kind of the standard channel, one storage version each', () => {
    expect(crds.crds.map((crd) => crd.spec.names.kind)).to.deep.equal([
      'BackendTLSPolicy',
      'GatewayClass',
      'Gateway',
      'GRPCRoute',
      'HTTPRoute',
      'ListenerSet',
      'ReferenceGrant',
      'TCPRoute',
      'TLSRoute',
      'UDPRoute',
    ]);
    for (const crd of crds.crds) {
      expect(crd.spec.versions.filter((version) => version.storage)).to.have.length(1);
    }
  });

  it('have the limits of the schema package and the defaults of the API reference', () => {
    expect(schemaAt(crds, 'HTTPRoute', 'spec.rules.[].backendRefs.[].weight')).to.include({
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      default: 1,
    });
    expect(schemaAt(crds, 'Gateway', 'spec.listeners')).to.include({ maxItems: 64, 'x-kubernetes-list-type': 'map' });
    expect(schemaAt(crds, 'Gateway', 'status')?.default).to.have.nested.property('conditions[1].type', 'Programmed');
    expect(schemaAt(crds, 'Gateway', 'status.conditions.[].status')).not.to.have.property('default');
  });

  it('leave out what the experimental channel alone has', () => {
    expect(schemaAt(crds, 'HTTPRoute', 'spec.rules.[].filters.[].cors')).to.be.an('object');
    expect(schemaAt(crds, 'HTTPRoute', 'spec.rules.[].filters.[].externalAuth')).to.equal(undefined);
  });

  it('use every fact', () => {
    const places = [
      ...[defaults, mapLists, limits].flatMap((table) => Object.keys(table)),
      ...setLists,
      ...atomicLists,
      ...atomicMaps,
      ...notInStandard,
      ...Object.keys(added).map((place) => place.slice(0, place.lastIndexOf('.'))),
    ];
    const used = new Set<string>();
    for (const crd of crds.crds) {
      for (const version of crd.spec.versions) {
        const schema = structuredClone(version.schema.openAPIV3Schema);
        // Fields of the experimental channel are gone already, so that only their parents can be looked for.
        for (const place of applyFacts(schema, crd.spec.names.kind, version.name)) used.add(place);
      }
    }
    expect(places.filter((place) => !used.has(place) && !notInStandard.includes(place))).to.deep.equal([]);
  });
});

describe('matchesPlace', () => {
  it('compares the end of a path at a border of names', () => {
    expect(matchesPlace('rules[].filters', 'spec.rules[].filters', 'HTTPRoute', 'v1')).to.equal(true);
    expect(matchesPlace('Modifier.set', 'spec.requestHeaderModifier.set', 'HTTPRoute', 'v1')).to.equal(true);
    expect(matchesPlace('rules[].filters', 'spec.xrules[].filters', 'HTTPRoute', 'v1')).to.equal(false);
    expect(matchesPlace('^status', 'spec.status', 'Gateway', 'v1')).to.equal(false);
  });

  it('narrows by kind and version', () => {
    expect(matchesPlace('TCPRoute/v1:spec.rules', 'spec.rules', 'TCPRoute', 'v1')).to.equal(true);
    expect(matchesPlace('TCPRoute/v1:spec.rules', 'spec.rules', 'TCPRoute', 'v1alpha2')).to.equal(false);
    expect(matchesPlace('Gateway:spec.listeners', 'spec.listeners', 'ListenerSet', 'v1')).to.equal(false);
  });
});

describe('CRD files', () => {
  let own: Awaited<ReturnType<typeof useOwnCache>>;
  let dir: string;
  beforeEach(async () => {
    own = await useOwnCache();
    dir = own.dir;
  });
  afterEach(() => own.restore());

  it('are read from all YAML files of a folder, other objects left out', async () => {
    await writeFile(join(dir, 'b.yaml'), `${writeCrd('b')}---\nkind: ConfigMap\n`);
    await writeFile(join(dir, 'a.yml'), `kind: List\nitems:\n- ${writeCrd('a').trim().replaceAll('\n', '\n  ')}`);
    await writeFile(join(dir, 'notes.txt'), 'not YAML: [');
    const read = await readCrds(dir);
    expect(read.crds.map((each) => each.metadata.name)).to.deep.equal(['a', 'b']);
    expect(read).to.include({ version: 'v9.9.9', channel: 'standard', source: dir });
  });

  it('are refused in one sentence that names the file', async () => {
    const file = join(dir, 'broken.yaml');
    await writeFile(file, 'kind: [');
    const refusal = await readCrds(file).then(() => '', String);
    expect(refusal).to.match(/broken\.yaml is not valid YAML: /);
    await writeFile(file, 'kind: ConfigMap');
    expect(await readCrds(file).then(() => '', String)).to.match(/holds no CustomResourceDefinition/);
  });

  it('are found again in the cache by version and channel', async () => {
    const crds: GatewayApiCrds = { crds: [], version: 'v9.9.9', channel: 'standard', source: 'a test' };
    await writeCachedCrds(crds);
    expect(await readCachedCrds(crds)).to.deep.equal(crds);
    expect(await readCachedCrds({ version: 'v9.9.9', channel: 'experimental' })).to.equal(undefined);
  });
});
