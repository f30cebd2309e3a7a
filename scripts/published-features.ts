/**
 * Writes policy/fit/published.json from a folder of published conformance reports: of each implementation and version the
 * features that it claims. `npx tsx scripts/published-features.ts FOLDER`
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Report {
  gatewayAPIVersion?: string;
  gatewayAPIChannel?: string;
  mode?: string;
  implementation?: { organization?: string; project?: string; version?: string };
  profiles?: { name: string; extended?: { supportedFeatures?: string[]; unsupportedFeatures?: string[] } }[];
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: npx tsx scripts/published-features.ts FOLDER');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort();
const entries = files.map((file) => {
  const report = parse(readFileSync(join(folder, file), 'utf8')) as Report;
  const { implementation = {}, profiles = [], gatewayAPIVersion = '', gatewayAPIChannel = '', mode = '' } = report;
  const all = (part: 'supportedFeatures' | 'unsupportedFeatures') =>
    [...new Set(profiles.flatMap(({ extended }) => extended?.[part] ?? []))].sort();
  return {
    ...{
      organization: implementation.organization ?? '',
      project: implementation.project ?? '',
      version: implementation.version ?? '',
    },
    ...{ gatewayApi: gatewayAPIVersion, channel: gatewayAPIChannel, mode },
    profiles: profiles.map(({ name }) => name).sort(),
    ...{ supported: all('supportedFeatures'), unsupported: all('unsupportedFeatures') },
  };
});
const lines = entries.map((entry) => `  ${JSON.stringify(entry)}`);
writeFileSync(new URL('../policy/fit/published.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
