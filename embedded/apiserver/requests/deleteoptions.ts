import { invalidField, unsupportedValue } from '../../../apimachinery/errors/field.ts';
import { ApiError, badRequest, invalid } from '../../../apimachinery/errors/status.ts';
import { getString, isObject } from '../../../apimachinery/json.ts';
import { decodeTyped, TypeMismatch } from '../../../apimachinery/models/decode.ts';
import { schemaOfModel } from '../../../apimachinery/models/schema.ts';
import type { FieldError, JsonObject } from '../../../apimachinery/types.ts';

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions {
  dryRun: boolean;
  propagation: Propagation;
  /** In seconds; missing: what the kind says. Only a kind that has one heeds it. */
  gracePeriod?: number;
  uid?: string;
  resourceVersion?: string;
  /** As they were given, for who judges the request. */
  given?: JsonObject;
}

const POLICIES: readonly string[] = ['Foreground', 'Background', 'Orphan'];

/**
 * Of the body, where there is one, else of the query.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/
 * @throws ApiError 422 for what no option may be, 500 (as a real server has it) for a body of another form
 */
export function readDeleteOptions(body: unknown, query: URLSearchParams): DeleteOptions {
  const fields = isObject(body) ? readBody(body) : readQuery(query);
  const { dryRun = [], propagationPolicy, orphanDependents, gracePeriodSeconds, preconditions } = fields;
  validate(fields);
  const [uid, resourceVersion] = [getString(preconditions, 'uid'), getString(preconditions, 'resourceVersion')];
  return {
    dryRun: Array.isArray(dryRun) && dryRun.includes('All'),
    propagation: (propagationPolicy as Propagation | undefined) ?? (orphanDependents ? 'Orphan' : 'Background'),
    ...(gracePeriodSeconds !== undefined && { gracePeriod: Number(gracePeriodSeconds) }),
    ...(uid && { uid }),
    ...(resourceVersion && { resourceVersion }),
    given: omitUnset(fields),
  };
}

function omitUnset(fields: JsonObject): JsonObject {
  const isSet = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isSet(value)));
}

function readBody(body: JsonObject): JsonObject {
  try {
    return decodeTyped(body, schemaOfModel('meta/v1.DeleteOptions')).value;
  } catch (error) {
    throw error instanceof TypeMismatch ? new ApiError(500, '', error.message) : error;
  }
}

function readQuery(query: URLSearchParams): JsonObject {
  const read = (name: string) => query.get(name) || undefined;
  const orphan = read('orphanDependents');
  return {
    dryRun: query.getAll('dryRun').filter(Boolean),
    propagationPolicy: read('propagationPolicy'),
    ...(orphan !== undefined && { orphanDependents: orphan === 'true' }),
    gracePeriodSeconds: readGracePeriod(read('gracePeriodSeconds')),
  };
}

function readGracePeriod(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isInteger(seconds)) return seconds;
  throw badRequest(`invalid gracePeriodSeconds ${JSON.stringify(text)}: expected a whole number`);
}

function validate({ propagationPolicy: policy, orphanDependents, dryRun }: JsonObject): void {
  const errors: FieldError[] = [];
  const isSet = policy !== undefined;
  if (isSet && orphanDependents !== undefined) {
    const detail = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(invalidField('propagationPolicy', policy, detail));
  }
  if (isSet && !POLICIES.includes(String(policy))) {
    errors.push(unsupportedValue('propagationPolicy', policy, [...POLICIES, 'nil']));
  }
  if (Array.isArray(dryRun) && dryRun.some((value) => value !== 'All')) {
    errors.push(unsupportedValue('dryRun', dryRun, ['All']));
  }
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', plural: '', kind: 'DeleteOptions' }, '', errors);
}
