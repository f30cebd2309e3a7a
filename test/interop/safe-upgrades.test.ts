import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { strFromU8, unzipSync } from 'fflate';
import { parseAllDocuments } from 'yaml';
import { startTestServer, type TestClient } from '../../embedded/apiserver/testing.ts';
import { findLack } from './go-test.ts';

const MODULE = 'sigs.k8s.io/gateway-api';
const NEW = 'v1.7.0';
const OLD = 'v1.6.3';
const API = '/apis/admissionregistration.k8s.io/v1';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: { validations?: { message: string }[] };
}

/**
 * The files of a release's module; undefined where it cannot be had. A module for a newer go is an error to it, but its
 * archive has come by then.
 */
async function readModule(version: string, cwd: string): Promise<Record<string, Uint8Array> | undefined> {
  const { stdout } = await execa('go', ['mod', 'download', '-json', `${MODULE}@${version}`], { cwd, reject: false });
  const { Zip } = JSON.parse(stdout || '{}') as { Zip?: string };
  if (!Zip) return undefined;
  return unzipSync(await readFile(Zip), { filter: ({ name }) => name.includes('/config/crd/') });
}

const lack = await findLack();

describe("the policy that guards upgrades of the Gateway API's CRDs, as it is released", function () {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(120_000);
  const modules = new Map<string, Record<string, Uint8Array>>();
  let api: TestClient;

  before(async function () {
    const cwd = await mkdtemp(join(tmpdir(), 'gwconf-guard-'));
    try {
      await writeFile(join(cwd, 'go.mod'), 'module guard\n');
      for (const version of [OLD, NEW]) {
        const files = await readModule(version, cwd);
        // Without the module there is no policy to be had.
        if (!files) return this.skip();
        modules.set(version, files);
      }
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  });
  beforeEach(async () => {
    api = await startTestServer({ crds: [] });
  });
  afterEach(() => api?.stop());

  const read = (version: string, channel: string, name: string): Manifest[] => {
    const file = `${MODULE}@${version}/config/crd/${channel}/gateway.networking.k8s.io_${name}.yaml`;
    const text = strFromU8(modules.get(version)?.[file] ?? new Uint8Array());
    return parseAllDocuments(text)
      .map((one) => one.toJS() as Manifest | null)
      .filter((one) => one !== null);
  };
  const readCrd = (version: string, channel: string) => read(version, channel, 'gatewayclasses')[0];

  it('refuses an older release, and the experimental channel over the standard one', async () => {
    const [policy, binding] = read(NEW, 'standard', 'vap_safeupgrades');
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
