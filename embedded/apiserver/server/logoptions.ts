import { forbiddenField, invalidField } from '../../../apimachinery/errors/field.ts';
import { badRequest, invalid } from '../../../apimachinery/errors/status.ts';
import type { FieldError } from '../../../apimachinery/types.ts';
import { readFlag } from '../requests/options.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod */
export interface LogOptions {
  follow: boolean;
  timestamps: boolean;
  previous: boolean;
  tailLines?: number;
  limitBytes?: number;
  sinceTime?: Date;
}

const KIND = { group: '', plural: '', kind: 'PodLogOptions' };

/** @throws ApiError 400 for what is no number, 422 naming every option that makes no sense */
export function readLogOptions(query: URLSearchParams, pod: string, now: Date): LogOptions {
  const tailLines = readInteger(query, 'tailLines');
  const limitBytes = readInteger(query, 'limitBytes');
  const sinceSeconds = readInteger(query, 'sinceSeconds');
  const sinceTime = readTime(query.get('sinceTime'));
  const errors: FieldError[] = [];
  const positive = 'must be greater than 0';
  if (tailLines !== undefined && tailLines < 0) {
    errors.push(invalidField('tailLines', tailLines, 'must be greater than or equal to 0'));
  }
  if (limitBytes !== undefined && limitBytes < 1) errors.push(invalidField('limitBytes', limitBytes, positive));
  if (sinceSeconds !== undefined && sinceTime) {
    errors.push(forbiddenField('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) {
    errors.push(invalidField('sinceSeconds', sinceSeconds, positive));
  }
  if (errors.length > 0) throw invalid(KIND, pod, errors);
  const since = sinceTime ?? (sinceSeconds === undefined ? undefined : new Date(now.getTime() - sinceSeconds * 1000));
  return {
    follow: readFlag(query, 'follow'),
    timestamps: readFlag(query, 'timestamps'),
    previous: readFlag(query, 'previous'),
    ...(tailLines !== undefined && { tailLines }),
    ...(limitBytes !== undefined && { limitBytes }),
    ...(since && { sinceTime: since }),
  };
}

function readInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

function readTime(text: string | null): Date | undefined {
  if (!text) return undefined;
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw badRequest(`parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse it`);
}
