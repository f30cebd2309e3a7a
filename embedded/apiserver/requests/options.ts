import { forbiddenField, invalidField, tooLong, unsupportedValue } from '../../../apimachinery/errors/field.ts';
import { ApiError, badRequest, invalid } from '../../../apimachinery/errors/status.ts';
import { joinMatchers, parseFieldSelector } from '../../../apimachinery/selectors/fields.ts';
import { type Matcher, parseLabelSelector } from '../../../apimachinery/selectors/labels.ts';
import type { FieldError } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import type { WriteOptions } from './context.ts';

const MAX_MANAGER_BYTES = 128;
const VALIDATIONS = ['Ignore', 'Strict', 'Warn'] as const;

function isValidation(value: string): value is WriteOptions['fieldValidation'] {
  return (VALIDATIONS as readonly string[]).includes(value);
}

export type WriteKind = 'CreateOptions' | 'PatchOptions' | 'UpdateOptions';

/**
 * Of the query of a create, update or patch.
 * @param agent the User-Agent, which names the manager where the query does not
 * @throws ApiError 422 naming every option that there is not
 */
export function readWriteOptions(
  query: URLSearchParams,
  agent: string,
  { kind, isApply, warnings }: { kind: WriteKind; isApply: boolean; warnings: string[] },
): WriteOptions {
  const dryRun = query.getAll('dryRun').filter(Boolean);
  const validation = query.get('fieldValidation') || 'Warn';
  const errors: FieldError[] = [];
  const named = query.get('fieldManager') ?? '';
  if (Buffer.byteLength(named) > MAX_MANAGER_BYTES) errors.push(tooLong('fieldManager', MAX_MANAGER_BYTES));
  if (dryRun.some((value) => value !== 'All')) errors.push(unsupportedValue('dryRun', dryRun, ['All']));
  if (!isValidation(validation)) errors.push(unsupportedValue('fieldValidation', validation, ['', ...VALIDATIONS]));
  if (kind === 'PatchOptions' && !isApply && query.get('force')) {
    errors.push(forbiddenField('force', 'may not be specified for non-apply patch'));
  }
  if (errors.length > 0 || !isValidation(validation))
    throw invalid({ group: 'meta.k8s.io', plural: '', kind }, '', errors);
  return {
    dryRun: dryRun.includes('All'),
    fieldManager: named || (isApply ? '' : agent.split('/')[0]?.trim() || 'unknown'),
    fieldValidation: validation,
    force: readFlag(query, 'force'),
    warnings,
    given: {
      ...(dryRun.length > 0 && { dryRun }),
      ...(query.get('force') && { force: readFlag(query, 'force') }),
      ...(named && { fieldManager: named }),
      ...(query.get('fieldValidation') && { fieldValidation: validation }),
    },
  };
}

export function readSelectors(query: URLSearchParams, resource: Resource): Matcher | undefined {
  const byLabels = parseLabelSelector(query.get('labelSelector') ?? '');
  return joinMatchers(byLabels, parseFieldSelector(query.get('fieldSelector') ?? '', resource));
}

/** A revision of the query; undefined where none is given. */
export function readRevision(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion') ?? '';
  if (text === '') return undefined;
  if (!/^\d+$/.test(text)) {
    const { field, message } = invalidField('resourceVersion', text, describeNoNumber('ParseUint', text));
    throw new ApiError(500, '', `${field}: ${message}`);
  }
  return Number(text);
}

/** In the words of Go, which users of a real server read. */
function describeNoNumber(parser: string, text: string): string {
  return `strconv.${parser}: parsing ${JSON.stringify(text)}: invalid syntax`;
}

/** As a real server reads it: whatever is neither `false` nor `0` is true. */
export function readFlag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)?.toLowerCase();
  return value !== undefined && value !== 'false' && value !== '0';
}

/** A positive whole number of the query; undefined where there is none. */
export function readCount(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^\d+$/.test(value)) throw badRequest(describeNoNumber('ParseInt', value));
  return Number(value);
}
