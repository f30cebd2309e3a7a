import type { BackendSaw } from '../../harness/scenario/expectations.ts';
import type { HttpRequest, HttpRow } from '../../harness/scenario/steps.ts';

/**
 * The request must reach the backend as it was sent: headers as given here, and method, Host header and path with its
 * query as every row about a backend asks. What a filter changes on the way is given as `saw`, which takes precedence.
 */
export function arrives(name: string, send: HttpRequest, backend: string, saw: BackendSaw = {}): HttpRow {
  return { name, send, expect: { backend, saw: { ...saw, headers: { ...send.headers, ...saw.headers } } } };
}

/** The Gateway must answer with this status itself. */
export function answers(name: string, send: HttpRequest, status: number): HttpRow {
  return { name, send, expect: { status } };
}
