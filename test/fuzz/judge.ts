import type { FuzzRequest } from './requests.ts';

export interface FuzzAnswer {
  code: number;
  type: string;
  text: string;
}

/** What is wrong with an answer, whatever was asked; undefined where nothing is. */
export function findFault({ method }: FuzzRequest, { code, type, text }: FuzzAnswer): string | undefined {
  if (code < 200 || code > 599) return `code ${code}`;
  if (code >= 500 && !isForeseen(code, text)) return `code ${code}: ${text.slice(0, 500)}`;
  const isJson = type.startsWith('application/json');
  if (isUnknownPath(code, text)) return undefined;
  if (code >= 400 && method !== 'HEAD' && isJson) return findWrongStatus(code, text);
  if (code >= 400 && method !== 'HEAD' && !isProtobuf(type))
    return `code ${code} as ${type || 'nothing'}: ${text.slice(0, 200)}`;
  // A watch is a line for each event, and may be cut in the middle of one.
  if (isJson && method !== 'HEAD' && text !== '' && !text.includes('\n') && !isParsed(text))
    return `no JSON: ${text.slice(0, 200)}`;
  return undefined;
}

/** A real server has these codes for a revision that is not there yet, and for patches that do not fit a type. */
function isForeseen(code: number, text: string): boolean {
  return (
    code === 504 || (code === 500 && text.includes('"kind":"Status"') && !text.includes('"reason":"InternalError"'))
  );
}

/** What a real server, too, says of a path that none of its handlers knows: the one failure that is no Status. */
function isUnknownPath(code: number, text: string): boolean {
  return code === 404 && text.trim() === '404 page not found';
}

function isProtobuf(type: string): boolean {
  return type.startsWith('application/vnd.kubernetes.protobuf');
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function findWrongStatus(code: number, text: string): string | undefined {
  if (!isParsed(text)) return `code ${code} without JSON: ${text.slice(0, 200)}`;
  const status = JSON.parse(text) as Record<string, unknown>;
  const isStatus = status.kind === 'Status' && status.status === 'Failure' && status.code === code;
  return isStatus && typeof status.message === 'string' && status.message !== ''
    ? undefined
    : `code ${code} with ${text.slice(0, 200)}`;
}

/** As a command that sends it again. */
export function describeRequest({ method, path, headers, body }: FuzzRequest): string {
  const options = Object.entries(headers).map(([name, value]) => {
    const shown = name === 'authorization' && value.length > 40 ? 'Bearer $TOKEN' : value;
    return `-H '${name}: ${shown}'`;
  });
  const data = body ? [`--data-binary "$(printf '%s' '${body.toString('base64')}' | base64 -d)"`] : [];
  return ['curl -k --path-as-is', `-X ${method}`, ...options, ...data, `"$SERVER${path}"`].join(' ');
}
