import { badRequest } from '../../../apimachinery/errors/status.ts';
import { isObject } from '../../../apimachinery/json.ts';
import { describeJsonFault } from '../server/goerrors.ts';

/** Where a list goes on: at the state of a revision (-1: the newest), from a key (`NAMESPACE/NAME`) on. */
export interface Continuation {
  revision: number;
  start: string;
}

const VERSION = 'meta.k8s.io/v1';
const INVALID = 'invalid continue token: continue key is not valid';

/** As a real server writes it, so that a client that looks inside finds what it knows. */
export function encodeContinue({ revision, start }: Continuation): string {
  return Buffer.from(JSON.stringify({ v: VERSION, rv: revision, start })).toString('base64url');
}

/** @throws ApiError 400 for what is no such token */
export function decodeContinue(token: string): Continuation {
  const { v, rv, start } = parseToken(token);
  if (v !== VERSION) {
    throw badRequest(`${INVALID}: server does not recognize this encoded version ${typeof v === 'string' ? v : ''}`);
  }
  if (typeof rv !== 'number' || !Number.isInteger(rv) || rv === 0) {
    throw badRequest(`${INVALID}: incorrect encoded start resourceVersion (version ${VERSION})`);
  }
  if (typeof start !== 'string' || start === '') {
    throw badRequest(`${INVALID}: encoded start key empty (version ${VERSION})`);
  }
  const isClean = start.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isClean) throw badRequest(`${INVALID}: ${start}`);
  return { revision: rv, start };
}

function parseToken(token: string): Record<string, unknown> {
  const illegal = findIllegal(token);
  if (illegal >= 0) throw badRequest(`${INVALID}: illegal base64 data at input byte ${illegal}`);
  const text = Buffer.from(token, 'base64url').toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest(`${INVALID}: ${describeJsonFault(text)}`);
  }
  if (isObject(value)) return value;
  throw badRequest(INVALID);
}

/** Where a text stops to be base64 without padding; -1 where it doesn't. */
function findIllegal(token: string): number {
  const wrong = token.search(/[^\w-]/);
  return wrong < 0 && token.length % 4 === 1 ? token.length - 1 : wrong;
}
