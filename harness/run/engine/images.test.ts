import { expect } from 'chai';
import { listImages } from './images.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const pod = (namespace: string, images: Record<string, string>, ids: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace },
  spec: { containers: Object.entries(images).map(([name, image]) => ({ name, image })) },
  status: { containerStatuses: Object.entries(ids).map(([name, imageID]) => ({ name, imageID })) },
});

describe('listImages', () => {
  it('tells images by role, each once, with the digest that the node tells', async () => {
    const api = {
      list: async (_kind: unknown, { namespace }: { namespace?: string } = {}) =>
        namespace === 'base'
          ? [pod('base', { echo: 'echo:1' }, { echo: 'none of these' }), pod('base', { echo: 'echo:1' })]
          : [pod('system', { proxy: 'acme/proxy:v2', helper: 'h:1' }, { proxy: `docker.io/acme/proxy@${digest}` })],
    };
    const sources = [{ namespace: 'system', labelSelector: 'app=acme' }, { process: 'acme' }];
    expect(await listImages(api, sources, 'base')).to.deep.equal([
      { role: 'backend', image: 'echo:1' },
      { role: 'implementation', image: 'acme/proxy:v2', digest },
      { role: 'implementation', image: 'h:1' },
    ]);
  });

  it('is empty where pods may not be listed', async () => {
    const api = { list: () => Promise.reject(new Error('forbidden')) };
    expect(await listImages(api, [{ labelSelector: 'app=acme' }], 'base')).to.deep.equal([]);
  });
});
