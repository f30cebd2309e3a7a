import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { HeaderLine } from '../behaviour/types.ts';
import type { RouteFilter } from '../model/route.ts';
import { modifyHeaders, rewriteTarget, setHeader } from '../routing/filters.ts';
import { splitTarget } from '../routing/matching.ts';
import type { CompiledBackend, Endpoint, RouteEntry, ServedPort } from '../routing/types.ts';
import type { DataPlaneContext } from './context.ts';
import { decide } from './decide.ts';
import { appendTo, dropHopByHop, findValue, readLines, upperCaseNames } from './headers.ts';

/** What is to be done with a request. */
export type Plan =
  | { kind: 'answer'; status: number; reason: string; location?: string }
  | {
      kind: 'forward';
      endpoint: Endpoint;
      target: string;
      headers: readonly HeaderLine[];
      responseFilters: readonly RouteFilter[];
    };

export function planRequest(port: ServedPort, message: IncomingMessage, context: DataPlaneContext): Plan {
  const lines = readLines(message.rawHeaders);
  const host = findValue(lines, 'host') ?? '';
  const target = message.url ?? '/';
  const decision = decide(
    port,
    {
      ...splitTarget(target),
      method: message.method ?? 'GET',
      headers: lines,
      host,
      serverName: serverNameOf(message),
    },
    context.behaviour,
  );
  if (decision.kind === 'answer') return decision;
  const { entry } = decision;
  if (entry.rule.rejected) {
    return { kind: 'answer', status: 500, reason: `${entry.rule.rejected} is not supported` };
  }
  const redirect = entry.rule.filters.find((filter) => filter.requestRedirect)?.requestRedirect;
  if (redirect) {
    const { status, location } = context.behaviour.filters.redirect(redirect, {
      scheme: port.protocol === 'HTTPS' ? 'https' : 'http',
      host: context.behaviour.hostnames.normalise(host),
      port: port.port,
      target,
      match: entry.match,
    });
    return { kind: 'answer', status, reason: 'redirected', location };
  }
  return planForward(entry, { lines, host, target }, message, port, context);
}

function planForward(
  entry: RouteEntry,
  received: { lines: readonly HeaderLine[]; host: string; target: string },
  message: IncomingMessage,
  port: ServedPort,
  context: DataPlaneContext,
): Plan {
  const { behaviour, choose } = context;
  const { answers } = behaviour;
  const chosen = chooseBackend(entry, context);
  if (!chosen) return { kind: 'answer', status: answers.noBackend, reason: 'the rule has no backend' };
  const { backend, id } = chosen;
  if (backend.invalid) return { kind: 'answer', status: answers.invalidBackend, reason: backend.invalid };
  const endpoint =
    backend.endpoints[
      choose(
        id,
        backend.endpoints.map(() => 1),
      )
    ];
  if (!endpoint) return { kind: 'answer', status: answers.noEndpoints, reason: `${backend.ref.name} has no endpoints` };
  const filters = [...entry.rule.filters, ...backend.filters];
  const rewrite = filters.find((filter) => filter.urlRewrite)?.urlRewrite;
  const target = rewrite?.path ? rewriteTarget(received.target, rewrite.path, entry.match) : received.target;
  const modified = filters.reduce(
    (lines, filter) =>
      filter.requestHeaderModifier ? modifyHeaders(lines, filter.requestHeaderModifier, behaviour.filters) : lines,
    dropHopByHop(received.lines),
  );
  const sentHost =
    rewrite?.hostname ?? behaviour.forwarding.host(findValue(modified, 'host') ?? received.host, endpoint);
  return {
    kind: 'forward',
    endpoint,
    target: behaviour.forwarding.target(target),
    headers: addForwarding(setHeader(modified, 'Host', sentHost), message, port, received.host, context),
    responseFilters: filters.filter((filter) => filter.responseHeaderModifier),
  };
}

function chooseBackend(
  { rule }: RouteEntry,
  { behaviour, choose }: DataPlaneContext,
): { backend: CompiledBackend; id: string } | undefined {
  const index = choose(rule.id, behaviour.backends.shares(rule.backends));
  const backend = rule.backends[index];
  return backend && { backend, id: `${rule.id}/${index}` };
}

function addForwarding(
  lines: readonly HeaderLine[],
  message: IncomingMessage,
  port: ServedPort,
  host: string,
  { habits, requestId }: DataPlaneContext,
): readonly HeaderLine[] {
  const client = message.socket.remoteAddress ?? 'unknown';
  const scheme = port.protocol === 'HTTPS' ? 'https' : 'http';
  let result = setHeader(appendTo(lines, 'X-Forwarded-For', client), 'X-Forwarded-Proto', scheme);
  if (habits.extraHeaders) {
    const added: HeaderLine[] = [
      ['X-Forwarded-Host', host],
      ['X-Request-Id', requestId()],
    ];
    result = [...appendTo(result, 'Via', '1.1 gwconf'), ...added];
  }
  return habits.upperCaseHeaders ? upperCaseNames(result) : result;
}

function serverNameOf(message: IncomingMessage): string | undefined {
  const { servername } = message.socket as TLSSocket & { servername?: string | false };
  return servername || undefined;
}
