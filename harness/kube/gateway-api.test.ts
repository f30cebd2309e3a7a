import { expect } from 'chai';
import { UsageError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { detectGatewayApi } from './gateway-api.ts';
import type { KubeApi } from './types.ts';

const group = 'gateway.networking.k8s.io';

function apiWith(annotationsOf: (name: string) => Record<string, string> | undefined): KubeApi {
  const get: KubeApi['get'] = async ({ kind, name }) => {
    const annotations = annotationsOf(name);
    return (
      annotations &&
      ({ apiVersion: 'apiextensions.k8s.io/v1', kind, metadata: { name, annotations } } satisfies KubeObject)
    );
  };
  return { get } as KubeApi;
}

describe('detectGatewayApi', () => {
  const standard = { [`${group}/bundle-version`]: 'v1.7.0', [`${group}/channel`]: 'standard' };

  async function refusal(api: KubeApi): Promise<string> {
    const error = await detectGatewayApi(api).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(UsageError);
    return (error as Error).message;
  }

  it('reads version, channel and source', async () => {
    const plain = await detectGatewayApi(apiWith(() => standard));
    expect(plain).to.deep.equal({ version: 'v1.7.0', channel: 'standard', source: "the cluster's CRDs" });
    const told = await detectGatewayApi(apiWith(() => ({ ...standard, 'gwconf.dev/source': 'the npm package' })));
    expect(told.source).to.equal('the npm package');
  });

  it('refuses a cluster without the CRDs, with the command that helps', async () => {
    expect(await refusal(apiWith(() => undefined))).to.match(/gatewayclasses\.gateway.* is missing; .*kubectl apply/);
  });

  it('refuses CRDs of different releases, naming them', async () => {
    const mixed = (name: string) =>
      name.startsWith('httproutes') ? { ...standard, [`${group}/bundle-version`]: 'v1.2.0' } : standard;
    expect(await refusal(apiWith(mixed))).to.contain('gateways v1.7.0 (standard), httproutes v1.2.0 (standard)');
  });

  it('refuses a release whose kinds have no v1 yet', async () => {
    const old = { ...standard, [`${group}/bundle-version`]: 'v0.8.1' };
    expect(await refusal(apiWith(() => old))).to.match(/^Gateway API v0\.8\.1 cannot be tested: .*v1\.0.*newer/);
    const oldest = { ...standard, [`${group}/bundle-version`]: 'v1.0.0' };
    expect((await detectGatewayApi(apiWith(() => oldest))).version).to.equal('v1.0.0');
  });

  it('refuses CRDs that do not say their release', async () => {
    const nameless = await refusal(apiWith(() => ({ [`${group}/channel`]: 'standard' })));
    expect(nameless).to.contain(`no annotation ${group}/bundle-version,`);
  });
});
