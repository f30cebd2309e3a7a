import { expect } from 'chai';
import { ApiError } from './client.ts';
import { discoverResources } from './discovery.ts';

describe('discovery', () => {
  it('takes each kind in the version that the server prefers, and leaves out what it has not', async () => {
    const group = 'gateway.networking.k8s.io';
    const pages: Record<string, unknown> = {
      [`/apis/${group}`]: { versions: [{ groupVersion: `${group}/v1` }, { groupVersion: `${group}/v1beta1` }] },
      [`/apis/${group}/v1`]: { resources: [{ kind: 'Gateway' }, { kind: 'HTTPRoute' }] },
      [`/apis/${group}/v1beta1`]: { resources: [{ kind: 'Gateway' }, { kind: 'ReferenceGrant' }] },
    };
    const read = async (path: string) => pages[path] ?? Promise.reject(new ApiError(404, 'none'));
    const found = await discoverResources({ read });
    expect(found).to.deep.equal([
      { kind: 'Gateway', apiVersion: `${group}/v1`, plural: 'gateways' },
      { kind: 'HTTPRoute', apiVersion: `${group}/v1`, plural: 'httproutes' },
      { kind: 'ReferenceGrant', apiVersion: `${group}/v1beta1`, plural: 'referencegrants' },
    ]);
  });

  it('does not take an error for an absent group', async () => {
    const read = () => Promise.reject(new ApiError(500, 'down'));
    const failure = await discoverResources({ read }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(ApiError);
  });
});
