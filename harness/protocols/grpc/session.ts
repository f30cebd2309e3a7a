import type { FieldMismatch } from '../../scenario/custom.ts';
import { findHeader } from '../common/headers.ts';
import type { GrpcExchange, MetadataLines, ResolvedGrpcRequest } from './types.ts';

/** What the client brings of the session that an answer began; undefined where it began none. */
export function findSession({
  request,
  response,
}: Pick<GrpcExchange, 'request' | 'response'>): MetadataLines[number] | undefined {
  const { session } = request;
  if (session === undefined || !response) return undefined;
  if (session !== 'cookie') {
    const [value] = findHeader(response.metadata, session.header);
    return value === undefined ? undefined : [session.header.toLowerCase(), value];
  }
  const [line] = findHeader(response.metadata, 'set-cookie');
  const [pair = ''] = (line ?? '').split(';');
  return pair === '' ? undefined : ['cookie', pair.trim()];
}

export function continueWith(request: ResolvedGrpcRequest, line: MetadataLines[number]): ResolvedGrpcRequest {
  return { ...request, metadata: [...request.metadata, line] };
}

/** Whether the first answer began a session, and the same pod gave both. */
export function matchSession({ request: { session }, first, echo }: GrpcExchange): FieldMismatch[] {
  if (session === undefined || !first) return [];
  if (!first.isSet) {
    const name = session === 'cookie' ? 'set-cookie' : session.header;
    return [{ path: `response.metadata[${name}]`, expected: 'what begins a session', observed: 'none' }];
  }
  const pod = echo?.context.pod;
  if (first.pod === pod) return [];
  const expected = `in its session the pod of the first answer, ${first.pod ?? 'none'}`;
  return [{ path: 'backend', expected, observed: pod ?? 'no backend' }];
}
