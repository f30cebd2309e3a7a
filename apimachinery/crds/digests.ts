import { createHash } from 'node:crypto';
import { isObject } from '../json.ts';
import { CrdError } from './errors.ts';
import { nameRelease } from './names.ts';
import type { GatewayApiCrds } from './types.ts';

/** SHA-256 of the definitions of a release as JSON: sorted by name, and their fields by theirs. Of the Go module's archive. */
const digests: Readonly<Record<string, string>> = {
  'v1.6.3-standard': 'fc91ab5361ade6c108439f20ac3fa8a91001518be758e3f08a5f597ee545b4b0',
  'v1.6.3-experimental': '50bfb851865aa5620e4e3cd2702ef535c58592b590993968be1b3d72a3d04fad',
  'v1.7.0-standard': '0907a55b18381bd80989be0ea3a965ba23cee7622659e01452656730812ce970',
  'v1.7.0-experimental': 'db9a415a929cb4581e690aedcdaa8e72472b1afb4a3ff18608d99dd8f80edf9d',
};

/** Refuses what claims to be a release that is known here and is not what was released. @throws CrdError */
export function checkDigest({ crds, source, ...claimed }: GatewayApiCrds): void {
  const name = nameRelease(claimed);
  const wanted = digests[name];
  if (wanted === undefined) return;
  const found = digestOf(crds as readonly object[] as readonly Named[]);
  if (found === wanted) return;
  throw new CrdError(
    'ERR_CRDS_INPUT',
    `${source} does not hold what ${name} was released with: its digest is ${found}, expected ${wanted}`,
  );
}

interface Named {
  metadata: { name: string };
}

function digestOf(crds: readonly Named[]): string {
  const sorted = crds.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(sortFields(sorted)))
    .digest('hex');
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sortFields(value[name])]));
}
