import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { RedirectExpectation } from '../../scenario/traffic/http.ts';
import { findHeader } from '../common/headers.ts';
import { defaultPort, splitHost } from '../common/host.ts';
import type { HttpExchange, HttpResponseRecord } from './types.ts';

/** Where a Location leads, all parts resolved. `path` is as written, without query. */
interface Target {
  scheme: string;
  host: string;
  port: number | undefined;
  path: string;
  pathAndQuery: string;
}

const LOCATION = 'response.headers[Location]';

/**
 * Compares where the Location leads with what was expected. A relative one is resolved against the request, as RFC 9110
 * section 10.2.2 says; a port that is not written is the scheme's.
 */
export function matchRedirect(
  exchange: Pick<HttpExchange, 'request' | 'remote'>,
  response: HttpResponseRecord,
  expect: RedirectExpectation,
): FieldMismatch[] {
  const locations = findHeader(response.headers, 'location');
  const [location] = locations;
  if (location === undefined) return [{ path: LOCATION, expected: 'one', observed: 'nothing' }];
  if (locations.length > 1) return [{ path: LOCATION, expected: 'one', observed: show(locations) }];
  const target = resolveLocation(location, exchange);
  if (!target) return [{ path: LOCATION, expected: 'a URI reference', observed: show(location) }];

  const mismatches: FieldMismatch[] = [];
  const compare = (part: string, expected: string | number | undefined, observed: string | number | undefined) => {
    if (expected === undefined || expected === observed) return;
    mismatches.push({
      path: `${LOCATION} ${part}`,
      expected: show(expected),
      observed: `${show(observed)} in ${location}`,
    });
  };
  compare('scheme', expect.scheme?.toLowerCase(), target.scheme);
  compare('host', expect.host?.toLowerCase(), target.host);
  compare('port', expect.port, target.port);
  compare('path', expect.path, expect.path?.includes('?') ? target.pathAndQuery : target.path);
  return mismatches;
}

/** RFC 3986 appendix B, by hand: `URL` would normalize the path, and with it what is to be compared. */
function resolveLocation(
  location: string,
  { request, remote }: Pick<HttpExchange, 'request' | 'remote'>,
): Target | undefined {
  const parts = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(?:#.*)?$/i.exec(location);
  if (!parts || /[\s<>"\\^`{|}]/.test(location)) return undefined;
  const [, ownScheme, authority, writtenPath = '', query = ''] = parts;
  if (ownScheme !== undefined && authority === undefined) return undefined;
  const scheme = (ownScheme ?? request.scheme).toLowerCase();
  const { name, port } = splitHost(authority ?? request.host);
  // What a client that was sent here has in its address line: the port it connected to.
  const implied = authority === undefined && port === '' ? remote.port : defaultPort(scheme);
  const path = authority === undefined ? resolvePath(writtenPath, request.path) : writtenPath || '/';
  if (name === '') return undefined;
  return {
    scheme,
    host: name.toLowerCase(),
    port: port === '' ? implied : Number(port),
    path,
    pathAndQuery: path + query,
  };
}

function resolvePath(reference: string, requestPath: string): string {
  const base = requestPath.replace(/[?#].*$/, '');
  if (reference === '') return base;
  return reference.startsWith('/') ? reference : new URL(reference, `http://base${base}`).pathname;
}
