import type { AnyAnswer } from '../../model/answer.ts';
import { type Ask, answerAsk } from '../../model/ask.ts';
import type { Target } from '../../model/http/answer.ts';
import type { Model } from '../../model/model.ts';
import { controlListener } from '../place.ts';
import { proposeRequests } from '../requests/propose.ts';
import { hostVariants, swapCase } from '../requests/variants.ts';
import { echoService, methods } from './plan.ts';

export interface ChosenAsk {
  target: Target;
  ask: Ask;
  answer: AnyAnswer;
}

/** Everything near what listeners and routes name, in every protocol, whatever it may be answered. */
export function proposeAsks(model: Model, domain: string): readonly { target: Target; ask: Ask }[] {
  const http = proposeRequests(model, domain).map(({ target, request }) => ({
    target,
    ask: { kind: 'http', request } as const,
  }));
  const own = model.gateways.flatMap(({ gateway, listeners }) => {
    const views = listeners.filter(({ listener }) => listener.name !== controlListener);
    const ports = new Map(views.map(({ listener }) => [`${listener.protocol} ${listener.port}`, listener] as const));
    const named = [
      ...views.map(({ listener }) => listener.hostname),
      ...model.world.routes.flatMap((route) => route.hostnames),
    ];
    const hosts = new Set([...new Set(named)].flatMap((name) => hostVariants(name, domain).map(([, host]) => host)));
    return [...ports.values()].flatMap(({ port, protocol }) => {
      const target = { namespace: gateway.meta.namespace, name: gateway.meta.name, port };
      return listAsks(protocol, hosts).map((ask) => ({ target, ask }));
    });
  });
  return [...http, ...own];
}

function listAsks(protocol: string, hosts: ReadonlySet<string>): readonly Ask[] {
  const stream = (request: Extract<Ask, { kind: 'stream' }>['request']): Ask => ({ kind: 'stream', request });
  switch (protocol) {
    case 'TCP':
      return [stream({ protocol: 'tcp' })];
    case 'UDP':
      return [stream({ protocol: 'udp' })];
    case 'TLS':
      return [...hosts].filter((host) => !host.includes(':')).map((sni) => stream({ protocol: 'tls', sni }));
    default:
      return [...hosts].flatMap((host) => listCalls(host, protocol === 'HTTPS'));
  }
}

function listCalls(authority: string, secure: boolean): readonly Ask[] {
  const scheme = secure ? ('https' as const) : ('http' as const);
  const sni = authority.replace(/:\d+$/, '').toLowerCase();
  const names = methods.map(({ service = echoService, method = 'EchoThree' }) => [service, method] as const);
  const near = names
    .slice(2, 3)
    .flatMap(([service, method]) => [
      [swapCase(service), method] as const,
      [service, swapCase(method)] as const,
      [service.slice(0, -1), method] as const,
    ]);
  const lines = [[], [['version', 'one']], [['Version', 'two']]] as const;
  return [...names, ...near].flatMap(([service, method]) =>
    lines.map((metadata): Ask => {
      const request = { service, method, scheme, authority, metadata, ...(secure ? { sni } : {}) };
      return { kind: 'grpc', request };
    }),
  );
}

/**
 * Some of them, of each protocol in turn; what is left to the implementation is left out.
 * @param draw whole number from 0 to below its argument
 */
export function chooseAsks(
  model: Model,
  domain: string,
  limit: number,
  draw: (below: number) => number,
): readonly ChosenAsk[] {
  const kinds = new Map<string, { target: Target; ask: Ask }[]>();
  for (const proposal of proposeAsks(model, domain)) {
    const { ask } = proposal;
    const kind = ask.kind === 'stream' ? ask.request.protocol : ask.kind;
    kinds.set(kind, [...(kinds.get(kind) ?? []), proposal]);
  }
  const queues = [...kinds.values()];
  const chosen: ChosenAsk[] = [];
  for (let tries = 0; tries < limit * 4 && chosen.length < limit && queues.length > 0; tries += 1) {
    const queue = queues[tries % queues.length] ?? [];
    const [proposal] = queue.splice(draw(Math.max(1, queue.length)), 1);
    if (!proposal) continue;
    const answer = answerAsk(model, proposal.target, proposal.ask);
    const isOpen = answer.alternatives.some(({ branches }) =>
      branches.some(({ outcome }) => outcome.kind === 'anything'),
    );
    if (!isOpen) chosen.push({ ...proposal, answer });
  }
  return chosen;
}
