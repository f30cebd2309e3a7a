import { createHash } from 'node:crypto';
import type { HeaderLine } from '../../model/header.ts';
import type { CompiledRule, HttpBackend } from '../../model/served.ts';
import { nameEndpoint } from '../../routes/sessions.ts';
import type { ChosenBackend } from '../backends.ts';
import type { DataPlaneContext } from '../context.ts';
import type { ReceivedRequest } from './types.ts';

type Chosen = Extract<ChosenBackend<HttpBackend>, { kind: 'chosen' }>;

/** The endpoint of the client's session, or the one that was chosen and what begins a session with it. */
export function keepSession(
  rule: CompiledRule,
  chosen: Chosen,
  { headers }: ReceivedRequest,
  { behaviour: { sessions }, now }: DataPlaneContext,
): { chosen: Chosen; headers: readonly HeaderLine[] } {
  const { session } = rule;
  if (!session) return { chosen, headers: [] };
  const name = session.cookie?.name ?? nameCookie(rule.id);
  const value = sessions.read(session, name, headers);
  const [named = '', began = ''] = value === undefined ? [] : decode(value).split(' ');
  const limit = sessions.lifetime(session);
  const isOver = limit > 0 && now() - Number(began) >= limit;
  const all = rule.backends.flatMap(({ endpoints }) => endpoints);
  const endpoint = isOver ? undefined : sessions.endpoint(named, chosen.backend.endpoints, all);
  if (endpoint) return { chosen: { ...chosen, upstream: { ...chosen.upstream, endpoint } }, headers: [] };
  const token = encode(`${nameEndpoint(chosen.upstream.endpoint)} ${now()}`);
  return { chosen, headers: [sessions.announce(session, name, token)] };
}

/** A cookie of its own for each rule. */
function nameCookie(id: string): string {
  return `gwconf-${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}
