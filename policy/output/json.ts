import { countLevels } from './counts.ts';
import type { Rendered } from './types.ts';

/** For other programs; policy/output/schema.json is its schema. */
export function renderJson({ validation, notes, version, changes }: Rendered): string {
  const { release, sources, objects, outside, findings, suppressed } = validation;
  const document = {
    version: 1,
    gwconfVersion: version,
    ...(release ? { release } : {}),
    sources,
    objects,
    counts: countLevels(findings),
    outside,
    notes,
    findings,
    suppressed,
    ...(changes ? { changes } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
