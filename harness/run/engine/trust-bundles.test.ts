import { expect } from 'chai';
import { UnknownKindError } from '../../kube/discovery.ts';
import type { KubeApi } from '../../kube/types.ts';
import { findTrustBundleLack } from './trust-bundles.ts';

describe('ClusterTrustBundles', () => {
  const find = (chooseVersion: KubeApi['chooseVersion']) => findTrustBundleLack({ chooseVersion });

  it('are lacking where the cluster does not serve them', async () => {
    expect(await find(async () => 'certificates.k8s.io/v1beta1')).to.deep.equal({});
    const lacks = await find(async (kind) => {
      throw new UnknownKindError(`no ${kind.kind}`);
    });
    expect(lacks.trustBundles).to.contain('does not serve ClusterTrustBundle').and.contain('feature gate');
  });

  it('tell of any other trouble', async () => {
    const trouble = find(async () => {
      throw new Error('refused');
    });
    expect(await trouble.catch(String)).to.equal('Error: refused');
  });
});
