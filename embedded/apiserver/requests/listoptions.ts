import { forbiddenField, unsupportedValue } from '../../../apimachinery/errors/field.ts';
import { invalid } from '../../../apimachinery/errors/status.ts';
import type { FieldError } from '../../../apimachinery/types.ts';

const MATCH = 'resourceVersionMatch';

/**
 * Options that a list may not have, or not together.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list
 * @throws ApiError 422
 */
export function checkListOptions(query: URLSearchParams): void {
  const match = query.get(MATCH) ?? '';
  const revision = query.get('resourceVersion') ?? '';
  const errors: FieldError[] = [];
  const refuse = (field: string, detail: string) => errors.push(forbiddenField(field, detail));
  if (match !== '') {
    if (revision === '') refuse(MATCH, `${MATCH} is forbidden unless resourceVersion is provided`);
    if (query.get('continue')) refuse(MATCH, `${MATCH} is forbidden when continue is provided`);
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      errors.push(unsupportedValue(MATCH, match, ['Exact', 'NotOlderThan', '']));
    }
    if (match === 'Exact' && revision === '0') refuse(MATCH, `${MATCH} "exact" is forbidden for resourceVersion "0"`);
  }
  if (query.get('sendInitialEvents')) refuse('sendInitialEvents', 'sendInitialEvents is forbidden for list');
  report(errors);
}

/** The same of a watch. */
export function checkWatchOptions(query: URLSearchParams): void {
  const match = query.get(MATCH) ?? '';
  const isStreamed = Boolean(query.get('sendInitialEvents'));
  const isContinued = Boolean(query.get('continue'));
  const errors: FieldError[] = [];
  const refuse = (field: string, detail: string) => errors.push(forbiddenField(field, detail));
  if (isStreamed && match !== 'NotOlderThan') {
    refuse(MATCH, `sendInitialEvents requires setting ${MATCH} to NotOlderThan`);
  }
  if (match !== '') {
    if (!isStreamed) refuse(MATCH, `${MATCH} is forbidden for watch unless sendInitialEvents is provided`);
    if (match !== 'NotOlderThan') errors.push(unsupportedValue(MATCH, match, ['NotOlderThan']));
    if (isContinued) refuse(MATCH, `${MATCH} is forbidden when continue is provided`);
  }
  report(errors);
}

function report(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', plural: '', kind: 'ListOptions' }, '', errors);
}
