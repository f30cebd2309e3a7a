import type { MatchView } from './served.ts';
import type { Trace } from './trace.ts';
import type { EffectiveView } from './view.ts';

/** The effective view as a tree for people. */
export function renderView({ gateways, services, detached }: EffectiveView): string {
  const lines = gateways.flatMap(({ gateway, addresses, listeners }) => [
    `Gateway ${gateway}${addresses.length > 0 ? ` (${addresses.join(', ')})` : ''}`,
    ...listeners.flatMap(({ name, port, protocol, hostname, listenerSet, problems, matches }) => [
      `  listener ${name}${listenerSet === undefined ? '' : ` of ListenerSet ${listenerSet}`}: ${protocol} ${port}${
        protocol === 'TCP' || protocol === 'UDP' ? '' : `, ${hostname ?? 'every hostname'}`
      }`,
      ...problems.map((problem) => `    ! ${problem}`),
      ...(matches.length === 0 && problems.length === 0 ? ['    serves nothing: no route attaches'] : []),
      ...renderMatches(matches),
    ]),
  ]);
  const mesh = services.flatMap(({ service, port, from, matches }) => [
    `Service ${service}, port ${port}, for clients ${from === 'everywhere' ? from : `in ${from}`}`,
    ...renderMatches(matches),
  ]);
  const rest = detached.map(({ route, parent, because }) => `  ${route} to ${parent}: ${because}`);
  return [...lines, ...mesh, ...(rest.length > 0 ? ['', 'Attached nowhere', ...rest] : [])].join('\n');
}

function renderMatches(matches: readonly MatchView[]): readonly string[] {
  return matches.flatMap(({ host, match, kind, route, rule, outcomes }) => [
    `    ${kind === 'TCPRoute' || kind === 'UDPRoute' ? '' : `${host}  `}${match}`,
    `      rule ${rule} of ${kind === 'HTTPRoute' ? '' : `${kind} `}${route}: ${outcomes.join(', ')}`,
  ]);
}

/** Traces of one request for people. */
export function renderTraces(traces: readonly Trace[]): string {
  return traces.map(renderTrace).join('\n\n');
}

function renderTrace({ gateway, port, answers }: Trace): string {
  const blocks = answers.map(({ outcomes, receives, winner, losers, clauses }, index) => {
    const headers = Object.entries(receives?.headers ?? {}).map(([name, values]) =>
      values.length > 0 ? `    ${name}: ${values.join(', ')}` : `    ${name} is removed`,
    );
    return [
      `${index === 0 ? '' : 'or, as the specification leaves open: '}${outcomes.join(', ')}`,
      ...(winner === undefined ? [] : [`  by ${winner}`]),
      ...(receives
        ? [`  the backend receives ${receives.method} ${receives.path} for ${receives.host}`, ...headers]
        : []),
      ...(index === 0 ? losers.map(({ rule, because }) => `  not ${rule}: ${because}`) : []),
      ...clauses.map(({ level, text, source }) => `  ${level}: ${text} (${source})`),
    ].join('\n');
  });
  return [`${gateway.startsWith('Service ') ? '' : 'Gateway '}${gateway}, port ${port}`, ...blocks].join('\n');
}
