import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackageRoot } from '../common/package-root.ts';

/** Version of this package, `0.1.0`. */
export function readPackageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
