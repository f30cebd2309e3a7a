import { type ApiError, badRequest } from '../../../apimachinery/errors/status.ts';

const SHOWN_BYTES = 30;

/** The start of a body, as messages show it. */
function summarizeBody(body: Buffer): string {
  if (body.length === 0) return '<empty>';
  const start = body.subarray(0, SHOWN_BYTES);
  const text = body[0] === 0x7b ? start.toString() : start.toString('hex');
  return body.length > SHOWN_BYTES ? `${text} ...` : text;
}

/** Into which a body is read first, to learn its kind. */
const IDENTITY_TYPE =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** What is wrong with JSON that is no object. */
export function describeNoObject(value: unknown): string {
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${type} into Go value of type ${IDENTITY_TYPE}`;
}

/** @param body of which the message shows the start */
export function unrecognized(kind: string, detail: string, body: Buffer): ApiError {
  const summary = summarizeBody(body);
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${detail} (${summary})`);
}
