import { badRequest } from '../errors/status.ts';
import { isObject } from '../json.ts';

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
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (isObject(value)) return value;
  } catch {}
  throw badRequest(INVALID);
}
