import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { CookieExpectation } from '../../scenario/traffic/http.ts';
import { findHeader } from '../common/headers.ts';
import type { HttpResponseRecord } from './types.ts';

const PATH = 'response.headers[Set-Cookie]';
/** Seconds by which a lifetime may differ: clocks do, and some gateways round. */
const LEEWAY = 60;

/** Whether an answer sets a cookie as it is expected; what is wrong with the one that comes nearest. */
export function matchSetCookie(
  { headers }: Pick<HttpResponseRecord, 'headers'>,
  expected: CookieExpectation | undefined,
  startedAt: string,
): FieldMismatch[] {
  if (!expected) return [];
  const now = Date.parse(findHeader(headers, 'date')[0] ?? startedAt);
  const lines = findHeader(headers, 'set-cookie');
  const found = lines.map((line) => matchLine(readAttributes(line), expected, now));
  const [nearest] = found.sort((a, b) => a.length - b.length);
  return nearest ?? [{ path: PATH, expected: 'a cookie', observed: 'none' }];
}

function matchLine(
  attributes: ReadonlyMap<string, string>,
  { path, lifetime }: CookieExpectation,
  now: number,
): FieldMismatch[] {
  const mismatches: FieldMismatch[] = [];
  const given = attributes.get('path');
  if (path !== undefined && given !== path) {
    mismatches.push({
      path: `${PATH}.Path`,
      expected: show(path),
      observed: given === undefined ? 'none' : show(given),
    });
  }
  const seconds = readLifetime(attributes, now);
  if (lifetime === 'session' && seconds !== undefined) {
    mismatches.push({ path: PATH, expected: 'neither Max-Age nor Expires', observed: `a lifetime of ${seconds} s` });
  }
  if (typeof lifetime === 'number' && !(seconds !== undefined && Math.abs(seconds - lifetime) <= LEEWAY)) {
    const observed = seconds === undefined ? 'neither Max-Age nor Expires' : `a lifetime of ${seconds} s`;
    mismatches.push({ path: PATH, expected: `Max-Age or Expires for ${lifetime} s`, observed });
  }
  return mismatches;
}

/** Max-Age goes before Expires (RFC 6265 5.3). */
function readLifetime(attributes: ReadonlyMap<string, string>, now: number): number | undefined {
  const age = attributes.get('max-age');
  if (age !== undefined) return Number(age);
  const expires = attributes.get('expires');
  return expires === undefined ? undefined : Math.round((Date.parse(expires) - now) / 1000);
}

function readAttributes(line: string): ReadonlyMap<string, string> {
  const parts = line.split(';').slice(1);
  return new Map(
    parts.map((part) => {
      const at = part.indexOf('=');
      const name = at < 0 ? part : part.slice(0, at);
      return [name.trim().toLowerCase(), at < 0 ? '' : part.slice(at + 1).trim()];
    }),
  );
}
