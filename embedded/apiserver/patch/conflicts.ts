import { ApiError } from '../../../apimachinery/errors/status.ts';
import type { ManagedFieldsEntry } from '../../../apimachinery/types.ts';
import { type FieldSet, intersect, isEmptySet, listPaths, parseFieldSet, subtract } from './fieldset.ts';

/** Fields of another manager that an apply would change. */
export interface Conflict {
  entry: ManagedFieldsEntry;
  fields: FieldSet;
}

export function findConflicts(changed: FieldSet, others: readonly ManagedFieldsEntry[]): Conflict[] {
  const found = others.map((entry) => ({ entry, fields: intersect(changed, parseFieldSet(entry.fieldsV1)) }));
  return found.filter(({ fields }) => !isEmptySet(fields));
}

/** What is left of the conflicts where some fields may be taken. */
export function dropAllowed(conflicts: readonly Conflict[], allowed: FieldSet): Conflict[] {
  const left = conflicts.map(({ entry, fields }) => ({ entry, fields: subtract(fields, allowed) }));
  return left.filter(({ fields }) => !isEmptySet(fields));
}

/** 409 with every field. https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts */
export function refuseConflicts(conflicts: readonly Conflict[]): ApiError {
  const byManager = conflicts
    .map(({ entry, fields }) => ({ manager: describeManager(entry), paths: listPaths(fields) }))
    .sort((a, b) => (a.manager < b.manager ? -1 : 1));
  const causes = byManager.flatMap(({ manager, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${manager}`, field })),
  );
  const [first] = causes;
  const lines = byManager.flatMap(({ manager, paths }) => [
    `conflicts with ${manager}:`,
    ...paths.map((path) => `- ${path}`),
  ]);
  const text =
    first && causes.length === 1
      ? `1 conflict: ${first.message}: ${first.field}`
      : `${causes.length} conflicts: ${lines.join('\n')}`;
  return new ApiError(409, 'Conflict', `Apply failed with ${text}`, { causes });
}

function describeManager({ manager, subresource, operation, apiVersion }: ManagedFieldsEntry): string {
  const place = subresource ? ` with subresource ${JSON.stringify(subresource)}` : '';
  return `${JSON.stringify(manager)}${place}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
}
