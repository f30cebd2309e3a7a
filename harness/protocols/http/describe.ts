import type { ScenarioEnv } from '../../scenario/env.ts';
import type { BackendSaw, HttpExpectation, HttpRequest } from '../../scenario/traffic/http.ts';
import { describeWithin } from '../common/duration.ts';
import { describeSeenTls } from '../common/seen-tls.ts';
import type { ConnectionExpectation } from './connection.ts';

/** `POST https /path; host x; name: value`: what is not the default. */
export function describeHttp({ method, path, host, headers, scheme, sni, version, ...rest }: HttpRequest): string {
  const words = [method ?? 'GET', ...(scheme === 'https' ? ['https'] : []), ...(version === '2' ? ['HTTP/2'] : [])];
  const parts = [`${words.join(' ')} ${path ?? '/'}`];
  if (host !== undefined) parts.push(`host ${host}`);
  if (sni !== undefined) parts.push(`sni ${sni}`);
  if (rest.clientCertificate) parts.push('with a client certificate');
  if (rest.cookie !== undefined) parts.push(describeCookie(rest.cookie));
  if (rest.unique !== undefined) parts.push(`with a ${rest.unique} of its own`);
  return [...parts, ...describeHeaders(headers)].join('; ');
}

function describeCookie(cookie: NonNullable<HttpRequest['cookie']>): string {
  const { name, leadsTo } = typeof cookie === 'string' ? { name: cookie, leadsTo: 'same' } : cookie;
  const which = `the cookie${name === undefined ? '' : ` ${name}`} that the first answer set`;
  return `again with ${which}${leadsTo === 'another' ? ', until another pod answers' : ''}`;
}

export function describeHeaders(headers: HttpRequest['headers'] = {}): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`);
}

export function describeHttpExpectation(expect: HttpExpectation, send: HttpRequest, env: ScenarioEnv): string {
  if ('connection' in expect) return 'no answer';
  return `${describeAnswer(expect, send, env)}${describeWithin(expect.within)}`;
}

function describeAnswer(
  expect: Exclude<HttpExpectation, { connection: ConnectionExpectation }>,
  send: HttpRequest,
  { hostname }: ScenarioEnv,
): string {
  const sent = { method: send.method ?? 'GET', path: send.path ?? '/', host: send.host ?? hostname };
  if ('redirect' in expect) {
    const { status, ...target } = expect.redirect;
    const where = Object.entries(target).map(([part, value]) => `${part} ${value}`);
    return `${status} to ${where.join(', ')}`;
  }
  if ('status' in expect && !('backend' in expect || 'oneOf' in expect)) return [expect.status].flat().join(' or ');
  const from = 'backend' in expect ? expect.backend : expect.oneOf.join(' or ');
  const saw =
    'backend' in expect
      ? describeSaw(expect.saw, sent)
      : Object.entries(expect.saw ?? {})
          .map(([label, one]) => describeSaw(one, sent, label))
          .join('');
  const copies = expect.mirrored ? `, copied to ${expect.mirrored.to.join(' and ')}` : '';
  const refused = 'oneOf' in expect && expect.refusals ? `, or ${expect.refusals.join(' or ')}` : '';
  return `${expect.status ?? 200} from ${from}${saw}${copies}${refused}`;
}

/** What the backend must see otherwise than it was sent; that the rest arrives unchanged goes without saying. */
function describeSaw(
  saw: BackendSaw | undefined,
  sent: { method: string; path: string; host: string },
  who = 'which',
): string {
  const parts = (['method', 'host', 'path'] as const).flatMap((name) => {
    const wanted = saw?.[name];
    return wanted === undefined || wanted === sent[name] ? [] : [`${name} ${wanted}`];
  });
  const headers = Object.entries(saw?.headers ?? {}).map(([name, wanted]) =>
    wanted === null ? `no ${name}` : `${name}: ${[wanted].flat().join(', ')}`,
  );
  const all = [...parts, ...headers, ...describeSeenTls(saw?.tls)];
  return all.length > 0 ? `, ${who} saw ${all.join(', ')}` : '';
}
