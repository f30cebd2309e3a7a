import { messageOf } from '../../common/message-of.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { ContainerRuntime } from '../containers/index.ts';
import type { Kind } from '../kind/index.ts';
import { fullName, mirrorName } from './names.ts';

export interface ImageTools {
  runtime: ContainerRuntime;
  /** A registry that has all images, in the place of their own. */
  registry?: string | undefined;
  signal: AbortSignal;
  log?: ((line: string) => void) | undefined;
}

/** Several at once keep the disk and both ends of the copy busy; more only make each slower. */
const atOnce = 3;

/** Brings images to this machine that are not there yet. Rejects with HarnessError naming the image. */
export async function pullImages(images: readonly string[], tools: ImageTools): Promise<void> {
  await forEachOf(images, (image) => pullImage(image, tools));
}

async function pullImage(image: string, { runtime, registry, signal, log }: ImageTools): Promise<void> {
  if ((await runtime.imageId(image, signal)) !== undefined) return;
  const from = registry === undefined ? image : mirrorName(image, registry);
  log?.(`pulling ${from}`);
  try {
    await runtime.pull(from, signal);
    if (from !== image) await runtime.tag(from, image, signal);
  } catch (error) {
    signal.throwIfAborted();
    const message = messageOf(error);
    throw new HarnessError(
      `the image ${image} is not on this machine and could not be pulled: ${message}; name a mirror with --image-registry, or bring it here with ${runtime.program} load`,
      { cause: error },
    );
  }
}

/**
 * Copies images of this machine into the nodes that do not have them. Gives those that were copied.
 * @param nodes all of the cluster
 */
export async function loadImages(
  kind: Pick<Kind, 'loadDockerImage'>,
  cluster: string,
  nodes: readonly string[],
  images: readonly string[],
  tools: ImageTools,
): Promise<string[]> {
  const { runtime, signal, log } = tools;
  if (images.length === 0) return [];
  const present = await Promise.all(nodes.map((node) => listNodeImages(runtime, node, signal)));
  const missing: string[] = [];
  for (const image of new Set(images)) {
    const id = await runtime.imageId(image, signal);
    if (!present.every((names) => hasImage(names, image, id))) missing.push(image);
  }
  await forEachOf(missing, async (image) => {
    log?.(`loading ${image}`);
    await kind.loadDockerImage(cluster, image, signal);
  });
  return missing;
}

/** Names and ids of the images that a node's containerd has for Kubernetes. */
async function listNodeImages(runtime: ContainerRuntime, node: string, signal: AbortSignal): Promise<Set<string>> {
  const text = await runtime.exec(node, ['ctr', '--namespace', 'k8s.io', 'images', 'list', '--quiet'], { signal });
  return new Set(text.split('\n').filter((line) => line !== ''));
}

/** One of the same name may be older: then this machine's id is not among the node's. */
function hasImage(names: ReadonlySet<string>, image: string, id: string | undefined): boolean {
  return names.has(fullName(image)) && (id === undefined || names.has(id));
}

async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const workers = Array.from({ length: Math.min(atOnce, waiting.length) }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  });
  await Promise.all(workers);
}
