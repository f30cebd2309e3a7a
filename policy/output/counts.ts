import type { Level } from '../rules/types.ts';
import { levels } from '../rules/types.ts';
import type { Finding, Validation } from '../validate/types.ts';

/** How many findings there are of each level. */
export function countLevels(findings: readonly Pick<Finding, 'level'>[]): Record<Level, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}

/** Whether a finding is at least as grave as a level. */
export function isAtLeast({ level }: Pick<Finding, 'level'>, least: Level): boolean {
  return levels.indexOf(level) <= levels.indexOf(least);
}

/** `2 errors, 1 warning`, or `no findings`. */
export function sayCounts(findings: readonly Pick<Finding, 'level'>[]): string {
  const counts = countLevels(findings);
  const parts = [
    sayCount(counts.error, 'error'),
    sayCount(counts.warning, 'warning'),
    counts.info > 0 ? `${counts.info} of info` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ') || 'no findings';
}

function sayCount(count: number, noun: string): string | undefined {
  return count === 0 ? undefined : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `Gateway API v1.7.0 (standard), from the release page` */
export function sayRelease({ release }: Validation): string | undefined {
  return release && `Gateway API ${release.version} (${release.channel}), from ${release.source}`;
}
