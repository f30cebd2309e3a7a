import { ApiError, badRequest, unsupportedMediaType } from '../../../apimachinery/errors/status.ts';
import { isObject } from '../../../apimachinery/json.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import { PROTOBUF_TYPE } from '../protobuf/envelope.ts';
import { describeNoObject, unrecognized } from '../requests/unrecognized.ts';
import { checkTextDepth } from './depth.ts';
import { describeJsonFault } from './goerrors.ts';
import type { Request } from './messages.ts';
import { checkNumbers, mayHoldHuge } from './numbers.ts';
import { parseYaml, YamlFault } from './yaml.ts';

/** As of a real server. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;
/** Who sends more than this after being refused is cut off. */
const MAX_DROPPED_BYTES = 10 * MAX_BODY_BYTES;

/** What a body that holds a built-in object may be. */
export const OBJECT_TYPES = ['application/json', 'application/yaml', PROTOBUF_TYPE];
/** What a body that holds a custom object may be: only its schema knows its fields. */
export const CUSTOM_TYPES = ['application/json', 'application/yaml'];

const YAML_TYPES = ['application/yaml', 'application/apply-patch+yaml'];

export function readMediaType(request: Request): string {
  // Whoever does not say means JSON.
  const header = String(request.headers['content-type'] || 'application/json');
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

/** The whole body. Rejects with ApiError 413 over 3 MiB, as soon as that is known. */
export function readBody(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    // Made where they are needed only: an error's stack takes longer than all the rest here.
    const cut = () => badRequest('the connection was closed before the body was complete');
    const refuse = () =>
      reject(new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY_BYTES}`));
    if (request.destroyed) reject(cut());
    if (Number(request.headers['content-length']) > MAX_BODY_BYTES) refuse();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) {
        chunks.push(chunk);
        return;
      }
      // The rest is read and dropped: a connection cut in the middle would hide the answer from the client.
      chunks.length = 0;
      refuse();
      if (size > MAX_DROPPED_BYTES) request.destroy();
    });
    let isWhole = false;
    request.on('end', () => {
      isWhole = true;
      resolve(Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!isWhole) reject(cut());
    });
  });
}

/** A body that is no JSON. */
class SyntaxFault extends ApiError {
  readonly detail: string;

  constructor(detail: string) {
    super(400, 'BadRequest', `couldn't get version/kind; json parse error: ${detail}`);
    this.detail = detail;
  }
}

/** The same, of an object that is to be stored. @throws ApiError 400 naming its kind */
export function parseObject(body: Buffer, mediaType: string, accepted: readonly string[], kind: string): unknown {
  try {
    const value = parseBody(body, mediaType, accepted);
    if (isObject(value)) return value;
    const detail = value === undefined ? describeJsonFault('') : describeNoObject(value);
    throw unrecognized(kind, `couldn't get version/kind; json parse error: ${detail}`, body);
  } catch (error) {
    if (error instanceof YamlFault) throw unrecognized(kind, error.detail, body);
    throw error instanceof SyntaxFault ? unrecognized(kind, error.message, body) : error;
  }
}

/** The same, of a patch. */
export function parsePatch(body: Buffer, mediaType: string, accepted: readonly string[]): unknown {
  if (!accepted.includes(mediaType)) throw unsupportedMediaType(accepted, true);
  try {
    return parseBody(body, mediaType, accepted);
  } catch (error) {
    if (error instanceof YamlFault) throw badRequest(`error decoding YAML: ${error.message}`);
    if (!(error instanceof SyntaxFault)) throw error;
    const start = mediaType.startsWith('application/strategic') ? '' : 'error decoding patch: ';
    throw badRequest(`${start}${error.detail}`);
  }
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
  checkTextDepth(text);
  const value = parseJson(text, mediaType);
  if (mayHoldHuge(text)) checkNumbers(value);
  return value;
}

function parseJson(text: string, mediaType: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (YAML_TYPES.includes(mediaType)) return parseYaml(text);
    throw new SyntaxFault(describeJsonFault(text));
  }
}
