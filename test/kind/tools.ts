import { readFile } from 'node:fs/promises';
import { findRuntime } from '../../harness/clusters/containers/index.ts';
import { createKind } from '../../harness/clusters/kind/index.ts';
import { messageOf } from '../../harness/common/message-of.ts';

/**
 * What a machine needs beside the defaults: GWCONF_TEST_KIND_IMAGE names the node image, GWCONF_TEST_KIND_CONFIG the
 * kind configuration, where kind's own do not run or cannot be pulled.
 */
export const kindSettings = {
  image: process.env.GWCONF_TEST_KIND_IMAGE,
  config: process.env.GWCONF_TEST_KIND_CONFIG,
};

/** The same as flags of gwconf. */
export const kindFlags: readonly string[] = [
  ...(kindSettings.image ? ['--kind-image', kindSettings.image] : []),
  ...(kindSettings.config ? ['--kind-config', kindSettings.config] : []),
];

export const traefikImage = 'docker.io/library/traefik:v3.7.13';

/** Text of the kind configuration. */
export async function readConfig(): Promise<string> {
  const usual = new URL('../../kind-config/single-node.yaml', import.meta.url);
  return readFile(kindSettings.config ?? usual, 'utf8');
}

/** Why kind clusters cannot be made here, or an image not be had; undefined where they can. */
export async function findLack(image?: string): Promise<string | undefined> {
  try {
    const runtime = await findRuntime();
    await runtime.version();
    await createKind(runtime).version();
    if (image !== undefined && (await runtime.imageId(image)) === undefined) await runtime.pull(image);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
