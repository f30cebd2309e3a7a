import { resolve } from 'node:path';
import type { OptionSpec } from './spec.ts';

export const crdsOption: OptionSpec = {
  name: 'crds',
  kind: 'text',
  describe:
    "Where the Gateway API's CRDs come from: auto, bundled (npm's schemas, no CEL), a fetched release (v1.7.0, v1.7.0-experimental), or a file or folder",
  group: 'Cluster',
  defaultText: 'auto',
  values: 'crds',
};

const releaseName = /^(v\d+\.\d+\.\d+(?:-rc\.\d+)?)(?:-(standard|experimental))?$/;

/** `auto`, `bundled` and the names of releases are words; anything else is a path, made absolute. */
export function toCrds(text: string | undefined, cwd: string): string | undefined {
  const isWord = text === undefined || text === 'auto' || text === 'bundled' || releaseName.test(text);
  return isWord ? text : resolve(cwd, text);
}

/** As the embedded provider takes it. */
export function toCrdSource(
  crds: string | undefined,
): 'auto' | 'bundled' | { path: string } | { version: string; channel: string } | undefined {
  if (crds === undefined || crds === 'auto' || crds === 'bundled') return crds;
  const [, version, channel = 'standard'] = releaseName.exec(crds) ?? [];
  return version === undefined ? { path: crds } : { version, channel };
}
