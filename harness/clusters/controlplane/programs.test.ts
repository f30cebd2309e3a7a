import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { findControlPlane } from './programs.ts';

describe('the programs of a control plane', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-assets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function add(...names: string[]): Promise<void> {
    for (const name of names) {
      await writeFile(join(folder, name), '');
      await chmod(join(folder, name), 0o755);
    }
  }
  const refusal = (env: Record<string, string>): string => {
    try {
      return JSON.stringify(findControlPlane(env));
    } catch (error) {
      expect(error).to.be.instanceOf(UsageError);
      return (error as Error).message;
    }
  };

  it('are those of $KUBEBUILDER_ASSETS, else those in the PATH', async () => {
    await add('etcd', 'kube-apiserver');
    const found = { etcd: join(folder, 'etcd'), apiserver: join(folder, 'kube-apiserver'), controllers: undefined };
    expect(findControlPlane({ KUBEBUILDER_ASSETS: folder, PATH: '/nowhere' })).to.deep.equal(found);
    await add('kube-controller-manager');
    expect(findControlPlane({ PATH: `/nowhere:${folder}` })).to.deep.equal({
      ...found,
      controllers: join(folder, 'kube-controller-manager'),
    });
  });

  it('are named where they are not there, and where they were looked for', async () => {
    expect(refusal({ PATH: folder })).to.contain('there is no etcd and kube-apiserver in the PATH; `setup-envtest');
    await add('etcd');
    expect(refusal({ KUBEBUILDER_ASSETS: folder })).to.contain(
      `there is no kube-apiserver in KUBEBUILDER_ASSETS (${folder})`,
    );
    // A folder that is named is the place, whatever the PATH has.
    await add('kube-apiserver');
    expect(refusal({ KUBEBUILDER_ASSETS: '/nowhere', PATH: folder })).to.contain('KUBEBUILDER_ASSETS (/nowhere)');
  });
});
