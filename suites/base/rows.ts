import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { BackendSaw } from '../../harness/scenario/expectations.ts';
import type { HttpRequest, HttpRow } from '../../harness/scenario/steps.ts';

/**
 * The request must reach the backend as it was sent: method, Host header, path with its query, and headers. What a
 * filter changes on the way is given as `saw`, which takes precedence.
 */
export function arrives(
  env: ScenarioEnv,
  name: string,
  send: HttpRequest,
  backend: string,
  saw: BackendSaw = {},
): HttpRow {
  return {
    name,
    send,
    expect: {
      backend,
      saw: {
        method: send.method ?? 'GET',
        host: send.host ?? env.hostname,
        path: send.path ?? '/',
        ...saw,
        headers: { ...send.headers, ...saw.headers },
      },
    },
  };
}

/** The Gateway must answer with this status itself. */
export function answers(name: string, send: HttpRequest, status: number): HttpRow {
  return { name, send, expect: { status } };
}
