import { expect } from 'chai';
import { startTestServer, type TestClient } from '../../embedded/apiserver/testing.ts';
import { findLack } from './go-test.ts';
import { type ReleaseFiles, readRelease } from './release-module.ts';

const NEW = 'v1.7.0';
const OLD = 'v1.6.3';
const API = '/apis/admissionregistration.k8s.io/v1';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

interface Policy {
  metadata: { name: string };
  spec: { validations: { message: string }[] };
}

const lack = await findLack();

describe("the policy that guards upgrades of the Gateway API's CRDs, as it is released", function () {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(120_000);
  const releases = new Map<string, ReleaseFiles>();
  let api: TestClient;

  before(async function () {
    for (const version of [OLD, NEW]) {
      const files = await readRelease(version);
      // Without the module there is no policy to be had.
      if (!files) return this.skip();
      releases.set(version, files);
    }
  });
  beforeEach(async () => {
    api = await startTestServer({ crds: [] });
  });
  afterEach(() => api?.stop());

  const readCrd = (version: string, channel: string) => releases.get(version)?.(channel, 'gatewayclasses')[0];

  it('refuses an older release, and the experimental channel over the standard one', async () => {
    const [policy, binding] = (releases.get(NEW)?.('standard', 'vap_safeupgrades') ?? []) as unknown as Policy[];
    expect((await api.call('POST', `${API}/validatingadmissionpolicies`, policy)).code).to.equal(201);
    expect((await api.call('POST', `${API}/validatingadmissionpolicybindings`, binding)).code).to.equal(201);
    const [channel, release] = policy?.spec.validations ?? [];
    const crd = readCrd(NEW, 'standard');
    const path = `${CRDS}/${crd?.metadata.name}`;
    const refused = (message: string | undefined) => [
      422,
      `customresourcedefinitions.apiextensions.k8s.io "${crd?.metadata.name}" is forbidden: ` +
        `ValidatingAdmissionPolicy '${policy?.metadata.name}' with binding '${binding?.metadata.name}' ` +
        `denied request: ${message}`,
    ];
    const ask = async (method: string, where: string, body: unknown, headers = {}) => {
      const answer = await api.call(method, where, body, headers);
      return [answer.code, answer.body.message];
    };
    expect(await ask('POST', CRDS, readCrd(OLD, 'standard'))).to.deep.equal(refused(release?.message));
    expect(await ask('POST', CRDS, crd)).to.deep.equal([201, undefined]);
    const experimental = readCrd(NEW, 'experimental');
    expect(await ask('PATCH', path, experimental, MERGE)).to.deep.equal(refused(channel?.message));
    const apply = `${path}?fieldManager=installer&force=true`;
    expect(await ask('PATCH', apply, JSON.stringify(readCrd(OLD, 'standard')), APPLY)).to.deep.equal(
      refused(release?.message),
    );
    expect(await ask('PATCH', apply, JSON.stringify(crd), APPLY)).to.deep.equal([200, undefined]);
    // As its message says: without the policy, what it forbids is allowed.
    await api.call('DELETE', `${API}/validatingadmissionpolicies/${policy?.metadata.name}`);
    expect(await ask('PATCH', path, experimental, MERGE)).to.deep.equal([200, undefined]);
  });
});
