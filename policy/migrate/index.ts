export { ManifestError } from '../model/read/node.ts';
export { checkMigration, type MigrateOptions } from './check.ts';
export { renderMigrationConsole } from './output/console.ts';
export { renderMigrationJson } from './output/json.ts';
export { renderMigrationMarkdown } from './output/markdown.ts';
export { toValidation } from './output/validation.ts';
export type { Migration } from './result.ts';
export { migrateRules } from './rules.ts';
