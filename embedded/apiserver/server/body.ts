import { parseDocument } from 'yaml';
import { ApiError, badRequest, unsupportedMediaType } from '../errors/status.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import { PROTOBUF_TYPE } from '../protobuf/envelope.ts';
import type { Request } from './messages.ts';

/** As of a real server. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** What a body that holds a built-in object may be. */
export const OBJECT_TYPES = ['application/json', 'application/yaml', PROTOBUF_TYPE];
/** What a body that holds a custom object may be: only its schema knows its fields. */
export const CUSTOM_TYPES = ['application/json', 'application/yaml'];

const YAML_TYPES = ['application/yaml', 'application/apply-patch+yaml'];

export function readMediaType(request: Request): string {
  const header = String(request.headers['content-type'] ?? '');
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

/** The whole body. @throws ApiError 413 over 3 MiB */
export async function readBody(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let tooLarge = false;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: a connection cut in the middle would hide the answer from the client.
    tooLarge ||= size > MAX_BODY_BYTES;
    if (!tooLarge) chunks.push(chunk);
    if (size > 10 * MAX_BODY_BYTES) break;
  }
  if (tooLarge) {
    const message = `Request entity too large: limit is ${MAX_BODY_BYTES}`;
    throw new ApiError(413, 'RequestEntityTooLarge', message);
  }
  return Buffer.concat(chunks);
}

/** A body as JSON, YAML or protobuf, by its media type; undefined for an empty one. */
export function parseBody(body: Buffer, mediaType: string, accepted: readonly string[]): unknown {
  if (mediaType === PROTOBUF_TYPE && accepted.includes(mediaType)) {
    return body.length === 0 ? undefined : decodeProtobuf(body);
  }
  const text = body.toString('utf8');
  if (text.trim() === '') return undefined;
  if (!accepted.includes(mediaType)) throw unsupportedMediaType(accepted);
  if (YAML_TYPES.includes(mediaType) && !/^\s*[{[]/.test(text)) return parseYaml(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (YAML_TYPES.includes(mediaType)) return parseYaml(text);
    throw badRequest(`couldn't get version/kind; json parse error: ${(error as Error).message}`);
  }
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text, { version: '1.1', merge: true, prettyErrors: false });
  // A key that comes twice is told as field validation asks; the last value counts.
  const problem = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (problem) throw badRequest(`error converting YAML to JSON: yaml: ${problem.message}`);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: yaml: ${(error as Error).message}`);
  }
}
