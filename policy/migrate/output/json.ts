import { countLevels } from '../../output/counts.ts';
import type { Migration } from '../result.ts';

/** For other programs; policy/migrate/output/schema.json is its schema. */
export function renderMigrationJson(migration: Migration, version: string): string {
  const { findings, ...rest } = migration;
  const document = { version: 1, gwconfVersion: version, ...rest, counts: countLevels(findings), findings };
  return `${JSON.stringify(document, null, 2)}\n`;
}
