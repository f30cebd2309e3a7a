import type { BackendSaw, RedirectExpectation } from '../../harness/scenario/traffic/http.ts';
import type { HttpRequest, HttpRow } from '../../harness/scenario/traffic.ts';

/**
 * The request must reach the backend as it was sent: headers as given here, and method, Host header and path with its
 * query as every row about a backend asks. What a filter changes on the way is given as `saw`, which takes precedence.
 */
export function arrives(name: string, send: HttpRequest, backend: string, saw: BackendSaw = {}): HttpRow {
  return { name, send, expect: { backend, saw: { ...saw, headers: { ...send.headers, ...saw.headers } } } };
}

/** The Gateway must answer with this status, or with one of these, itself. */
export function answers(name: string, send: HttpRequest, status: number | readonly [number, ...number[]]): HttpRow {
  return { name, send, expect: { status } };
}

/** The Gateway must redirect to this place itself. */
export function redirects(name: string, send: HttpRequest, redirect: RedirectExpectation): HttpRow {
  return { name, send, expect: { redirect } };
}

/** Nobody serves it: the connection fails, or the Gateway itself answers with an error. */
export function unserved(name: string, send: HttpRequest): HttpRow {
  return { name, send, expect: { connection: 'unserved' } };
}

/** The connection itself is refused, or closed without an answer. */
export function refuses(name: string, send: HttpRow['send']): HttpRow {
  return { name, send, expect: { connection: 'refused' } };
}
