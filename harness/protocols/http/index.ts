import type { HttpExpectation } from '../../scenario/traffic/http.ts';
import { labelsOf } from '../common/backends.ts';
import type { Protocol } from '../types.ts';
import { sendHttp } from './client.ts';
import { httpControl } from './control.ts';
import { httpCopies } from './copies.ts';
import { describeHttp, describeHttpExpectation } from './describe.ts';
import { keepsConnection } from './kept.ts';
import { matchHttp } from './match.ts';
import { matchMirrored } from './mirror.ts';
import { recordHttp } from './record.ts';
import { findHttpEntry, resolveHttp } from './resolve.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** HTTP/1.1 and HTTP/2, in plain text and over TLS. */
export const http: Protocol<'http', ResolvedHttpRequest, HttpExchange> = {
  name: 'http',
  resolve: resolveHttp,
  entry: findHttpEntry,
  send: sendHttp,
  match: matchHttp,
  matchLogs: async (exchange, expect, context) =>
    'mirrored' in expect && expect.mirrored ? matchMirrored(exchange, expect.mirrored, context) : [],
  wantsAnswer: (expect) => !('connection' in expect),
  provesLive: (expect) =>
    'backend' in expect || 'redirect' in expect || ('oneOf' in expect && expect.refusals === undefined),
  listBackends: (expect) =>
    'backend' in expect || 'oneOf' in expect ? [...labelsOf(expect), ...copiesOf(expect)] : [],
  describe: describeHttp,
  describeExpectation: describeHttpExpectation,
  identify: ({ response, echo }) =>
    response && {
      code: String(response.status),
      ...(echo ? { backend: { namespace: echo.namespace, pod: echo.pod } } : {}),
      passing: response.status >= 500,
      late: response.status === 504,
    },
  record: recordHttp,
  keepsConnection,
  copies: httpCopies,
  control: httpControl,
};

function copiesOf(expect: HttpExpectation): readonly string[] {
  return 'mirrored' in expect ? (expect.mirrored?.to ?? []) : [];
}
