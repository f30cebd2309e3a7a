import { expect } from 'chai';
import type { ContainerRuntime } from '../containers/index.ts';
import { listImages } from './list.ts';
import { loadImages, pullImages } from './load.ts';
import { fullName, mirrorName } from './names.ts';

describe('image names', () => {
  const names: readonly [string, string, string][] = [
    ['traefik', 'docker.io/library/traefik:latest', 'm.example/traefik'],
    ['traefik:v3', 'docker.io/library/traefik:v3', 'm.example/traefik:v3'],
    ['envoyproxy/envoy:v1', 'docker.io/envoyproxy/envoy:v1', 'm.example/envoyproxy/envoy:v1'],
    ['registry.k8s.io/a/b:c', 'registry.k8s.io/a/b:c', 'm.example/a/b:c'],
    ['localhost:5000/a', 'localhost:5000/a:latest', 'm.example/a'],
    ['quay.io/a/b@sha256:12', 'quay.io/a/b@sha256:12', 'm.example/a/b@sha256:12'],
  ];
  for (const [given, full, mirrored] of names) {
    it(`${given} in full, and at a mirror`, () => {
      expect(fullName(given)).to.equal(full);
      expect(mirrorName(given, 'm.example/')).to.equal(mirrored);
    });
  }
});

describe('listImages', () => {
  it('names each once, and leaves out what is built or known to kind only', () => {
    expect(listImages({ implementation: ['a:1', 'a:1'], kindImage: undefined, echoImage: undefined })).to.deep.equal([
      { image: 'a:1', use: 'implementation' },
    ]);
    expect(listImages({ implementation: [], kindImage: 'n:1', echoImage: 'e:1' })).to.deep.equal([
      { image: 'n:1', use: 'nodes' },
      { image: 'e:1', use: 'backends' },
    ]);
  });
});

describe('images of a cluster', () => {
  const { signal } = new AbortController();

  function createFakeRuntime(local: Record<string, string>, nodes: Record<string, string[]>) {
    const calls: string[] = [];
    const runtime = {
      program: 'docker',
      imageId: async (image) => local[image],
      async pull(image) {
        calls.push(`pull ${image}`);
        local[image] = 'sha256:pulled';
      },
      async tag(image, name) {
        calls.push(`tag ${image} ${name}`);
        local[name] = local[image] ?? '';
      },
      exec: async (node) => (nodes[node] ?? []).join('\n'),
    } as Partial<ContainerRuntime> as ContainerRuntime;
    return { runtime, calls };
  }

  it('are pulled where they are missing, from the mirror by their own name', async () => {
    const { runtime, calls } = createFakeRuntime({ 'here:v1': 'sha256:1' }, {});
    await pullImages(['here:v1', 'registry.k8s.io/a:v1'], { runtime, signal, registry: 'm.example' });
    expect(calls).to.deep.equal(['pull m.example/a:v1', 'tag m.example/a:v1 registry.k8s.io/a:v1']);
    await pullImages(['b:v1'], { runtime, signal });
    expect(calls.at(-1)).to.equal('pull b:v1');
  });

  it('are copied where a node lacks them, or has an older one of the same name', async () => {
    const local = { 'all:v1': 'sha256:1', 'some:v1': 'sha256:2', 'old:v1': 'sha256:4', 'none:v1': 'sha256:5' };
    const { runtime } = createFakeRuntime(local, {
      n1: [
        'docker.io/library/all:v1',
        'sha256:1',
        'docker.io/library/some:v1',
        'sha256:2',
        'docker.io/library/old:v1',
        'sha256:3',
      ],
      n2: ['docker.io/library/all:v1', 'sha256:1', 'docker.io/library/old:v1', 'sha256:3'],
    });
    const loaded: string[] = [];
    const kind = { loadDockerImage: async (_cluster: string, image: string) => void loaded.push(image) };
    const images = [...Object.keys(local), 'all:v1'];
    expect(await loadImages(kind, 'c', ['n1', 'n2'], images, { runtime, signal })).to.deep.equal([
      'some:v1',
      'old:v1',
      'none:v1',
    ]);
    expect(loaded.sort()).to.deep.equal(['none:v1', 'old:v1', 'some:v1']);
  });

  it('are copied a few at a time', async () => {
    const local = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`i${index}:v1`, `sha256:${index}`]));
    const { runtime } = createFakeRuntime(local, { n1: [] });
    let running = 0;
    let most = 0;
    const kind = {
      async loadDockerImage() {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
    };
    await loadImages(kind, 'c', ['n1'], Object.keys(local), { runtime, signal });
    expect(most).to.equal(3);
  });
});
