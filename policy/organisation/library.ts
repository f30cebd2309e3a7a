import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackageRoot } from '../../apimachinery/crds/package-root.ts';

/** A file of rules with the cases beside it. */
export interface PolicyFile {
  /** As messages name it. */
  source: string;
  text: string;
  cases?: { source: string; text: string };
}

const folder = join(findPackageRoot(import.meta.url), 'policy', 'organisation', 'library');

/** Names of the files of rules that come with gwconf. */
export function listLibrary(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

/** @param name one of `listLibrary` */
export function readLibrary(name: string): PolicyFile {
  const read = (file: string) => ({
    source: `library:${file}`,
    text: readFileSync(join(folder, `${file}.yaml`), 'utf8'),
  });
  return { ...read(name), cases: read(`${name}.cases`) };
}
