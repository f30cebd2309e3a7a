import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadCrds } from '../../embedded/index.ts';
import { createPlace, limitMs, type Place } from './place.ts';

interface Version {
  name: string;
  served: boolean;
  storage: boolean;
  schema: { openAPIV3Schema: unknown };
}

interface Definition {
  metadata: { annotations?: Record<string, string> };
  spec: { names: { kind: string }; versions: Version[] };
}

/** The bundled definitions as an older release has them. */
async function makeOld(release: string, change: (kind: string, versions: Version[]) => Version[]): Promise<string> {
  const { crds } = await loadCrds('bundled');
  const old = (structuredClone(crds) as unknown as Definition[]).map((crd) => ({
    ...crd,
    metadata: {
      ...crd.metadata,
      annotations: { ...crd.metadata.annotations, 'gateway.networking.k8s.io/bundle-version': release },
    },
    spec: { ...crd.spec, versions: change(crd.spec.names.kind, crd.spec.versions) },
  }));
  return old.map((crd) => JSON.stringify(crd)).join('\n---\n');
}

describe('gwconf run with the CRDs of an older release', function () {
  this.timeout(limitMs);
  let place: Place;
  beforeEach(async () => {
    place = await createPlace();
  });
  afterEach(() => place.remove());

  it('writes ReferenceGrants in the only version that there is', async () => {
    const crds = await makeOld('v1.4.1', (kind, versions) =>
      kind === 'ReferenceGrant' ? versions.filter(({ name }) => name === 'v1beta1') : versions,
    );
    await writeFile(join(place.cwd, 'old.yaml'), crds);
    const only = 'HTTPRouteReferenceGrant,GatewaySecretReferenceGrantSpecific';
    const { exitCode, stdout, stderr } = await place.start(['run', '--crds', 'old.yaml', '--only', only]);
    expect(exitCode, `${stdout}${stderr}`).to.equal(0);
    expect(stdout).to.match(/2 passed, 0 failed/);
  });

  it('reads features that are plain names', async () => {
    const crds = await makeOld('v1.1.0', (kind, versions) => {
      if (kind !== 'GatewayClass') return versions;
      return JSON.parse(JSON.stringify(versions), (key, value) =>
        key === 'supportedFeatures' ? { type: 'array', items: { type: 'string' } } : value,
      );
    });
    await writeFile(join(place.cwd, 'old.yaml'), crds);
    const args = ['run', '--crds', 'old.yaml', '--only', 'HTTPRouteSimpleSameNamespace'];
    const { exitCode, stdout, stderr } = await place.start(args);
    expect(exitCode, `${stdout}${stderr}`).to.equal(0);
    expect(stdout).to.match(/1 passed, 0 failed/);
  });

  it('says at once where a release cannot be tested', async () => {
    await writeFile(join(place.cwd, 'old.yaml'), await makeOld('v0.8.1', (_kind, versions) => versions));
    const { exitCode, stderr } = await place.start(['run', '--crds', 'old.yaml']);
    expect(exitCode, stderr).to.equal(2);
    expect(stderr).to.match(/gwconf: Gateway API v0\.8\.1 cannot be tested: [^\n]+$/);
  });
});
