import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the gateway's. */
export interface Source {
  /** From the project's folder. */
  file: string;
  text: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, 'embedded', 'gateway');

/** Seeded defects and habits are no part of the gateway as it should be, and its tests are none at all. */
const leftOut = [/\.test\.ts$/, /(^|\/)testing[^/]*\.ts$/, /(^|\/)(faults|variants)\//];

/** What the gateway is made of, by path. */
export function readSources(): readonly Source[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.split(sep).join('/'));
  return files
    .filter((path) => path.endsWith('.ts') && !leftOut.some((pattern) => pattern.test(path)))
    .sort()
    .map((path) => {
      const full = join(folder, path);
      return { file: relative(root, full).split(sep).join('/'), text: readFileSync(full, 'utf8') };
    });
}
