import { expect } from 'chai';
import { createMemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { findAssigner } from './find-assigner.ts';

describe('who gives pods their users', () => {
  const constraint: KubeObject = {
    apiVersion: 'security.openshift.io/v1',
    kind: 'SecurityContextConstraints',
    metadata: { name: 'restricted-v2' },
  };

  it('is a cluster with security context constraints, and no other', async () => {
    expect(await findAssigner(createMemoryApi([constraint]))).to.equal(true);
    expect(await findAssigner(createMemoryApi())).to.equal(false);
  });

  it('is not guessed where the cluster does not answer', async () => {
    const chooseVersion = () => Promise.reject(new Error('no answer'));
    const outcome = await findAssigner({ chooseVersion }).catch((error: Error) => error.message);
    expect(outcome).to.equal('no answer');
  });
});
