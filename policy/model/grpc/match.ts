import { firstOfEach, hasValue, type Miss } from '../http/match.ts';
import type { Reading } from '../http/readings.ts';
import type { GrpcMatch } from '../objects.ts';
import type { GrpcRequest } from './request.ts';

/** The part of a match that a call does not satisfy; undefined: it satisfies all of them. */
export function findGrpcMiss(
  { service, method, headers }: GrpcMatch,
  request: GrpcRequest,
  reading: Reading,
): Miss | undefined {
  if (service !== '' && service !== request.service) return 'service';
  if (method !== '' && method !== request.method) return 'method';
  const valuesOf = (name: string) =>
    request.metadata.filter(([sent]) => sent.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return firstOfEach(headers, true).every((entry) => hasValue(entry, valuesOf(entry.name), reading))
    ? undefined
    : 'header';
}

/** Matches that the model can judge: a method without a service is specific to the implementation, as expressions are. */
export function isGrpcJudgeable({ type, service, method, headers }: GrpcMatch): boolean {
  return type === 'Exact' && (method === '' || service !== '') && headers.every((header) => header.type === 'Exact');
}
