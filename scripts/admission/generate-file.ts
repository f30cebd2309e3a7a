/**
 * Writes suites/policy/cases.json: for each rule of the CRDs of the releases an object that it refuses. Needs the CRDs, from
 * the cache, the release's page or the Go module: `npm run admission:cases`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchCrds } from '../../apimachinery/crds/fetch.ts';
import { findPackageRoot } from '../../apimachinery/crds/package-root.ts';
import type { CustomResourceDefinition } from '../../apimachinery/types.ts';
import type { AdmissionCase } from '../../suites/policy/cases.ts';
import { packValue } from '../../suites/policy/pack.ts';
import { generateCases } from './generate.ts';

export const releases = { 'v1.6': 'v1.6.3', 'v1.7': 'v1.7.0' } as const;

/** All releases' cases; what both have is there once. */
export async function generateAll(): Promise<{ cases: AdmissionCase[]; missing: string[] }> {
  const all = new Map<string, AdmissionCase>();
  const missing: string[] = [];
  for (const [release, version] of Object.entries(releases)) {
    const fetched = await fetchCrds({ version, channel: 'standard' });
    const crds = fetched.crds.crds as readonly object[] as readonly CustomResourceDefinition[];
    const found = generateCases(crds, release as keyof typeof releases);
    missing.push(...found.missing.map((rule) => `${release} ${rule}`));
    for (const one of found.cases) {
      const { releases: _own, ...rest } = one;
      const key = JSON.stringify(rest);
      const same = all.get(key);
      if (same) same.releases = [...same.releases, ...one.releases];
      else all.set(key, one);
    }
  }
  return { cases: [...all.values()], missing };
}

if (process.argv[1]?.endsWith('generate-file.ts')) {
  const { cases, missing } = await generateAll();
  const lines = cases.map((one) =>
    JSON.stringify({ ...one, ...('value' in one ? { value: packValue(one.value) } : {}) }),
  );
  const path = join(findPackageRoot(import.meta.url), 'suites/policy/cases.json');
  writeFileSync(path, `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${cases.length} cases; rules without one: ${missing.length}`);
  for (const rule of missing) console.log(`  ${rule}`);
}
