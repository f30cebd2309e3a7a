import { findRuntime } from '../../harness/containers/index.ts';
import { createKind } from '../../harness/kind/index.ts';

/** Why kind clusters cannot be made here; undefined where they can. */
export async function findObstacle(): Promise<string | undefined> {
  try {
    const runtime = await findRuntime();
    await runtime.version();
    await createKind(runtime).version();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * What a machine needs beside the defaults: GWCONF_TEST_KIND_IMAGE names the node image, GWCONF_TEST_KIND_CONFIG the
 * kind configuration, where kind's own do not run or cannot be pulled.
 */
export const kindSettings = {
  image: process.env.GWCONF_TEST_KIND_IMAGE,
  config: process.env.GWCONF_TEST_KIND_CONFIG,
};
