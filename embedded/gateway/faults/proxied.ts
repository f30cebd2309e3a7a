import type { ServedPort } from '../model/served.ts';
import { isHeader } from '../routes/headers.ts';
import { type Fault, fault } from './types.ts';

/** What a proxy of a general library gets wrong: headers of one hop, bodies that are read once, and what a connection is for. */
export const proxiedFaults: readonly Fault[] = [
  fault(
    'connection-names-filtered-headers',
    'leaves out headers that a client names in Connection after filters have set them',
    'retries',
    ({ headers }) => ({
      headers: (filtered, received, number) => {
        const named = received
          .filter(([name]) => isHeader(name, 'connection'))
          .flatMap(([, value]) => value.split(',').map((part) => part.trim()));
        return headers(filtered, received, number).filter(([name]) => !named.some((one) => isHeader(one, name)));
      },
    }),
  ),
  fault('retry-rewrites-again', 'replaces a prefix again with every try', 'retries', (right) => ({
    target: (filtered, received, number) => {
      let target = right.target(filtered, received, number);
      const [prefix, replacement] = differing(received, target);
      for (let left = number; left > 0 && prefix && target.startsWith(`${prefix}/`); left--) {
        target = replacement + target.slice(prefix.length);
      }
      return target;
    },
  })),
  fault('mirror-takes-body', 'sends the body of a request to its mirrors only', 'mirrors', () => ({
    leavesBody: false,
  })),
  fault('mirrors-to-last', 'sends the copies of all mirrors to the last one', 'mirrors', ({ select }) => ({
    select: (mirrors) => {
      const last = mirrors.at(-1)?.backend;
      return select(mirrors).map((filter) => (last ? { ...filter, backend: last } : filter));
    },
  })),
  fault(
    'first-host-of-connection',
    'routes all requests of a connection by the host of the first',
    'forwarding',
    (right) => {
      const hosts = new WeakMap<object, string>();
      return {
        ofConnection: (connection, port, request) => {
          const host = hosts.get(connection) ?? request.host;
          hosts.set(connection, host);
          return right.ofConnection(connection, port, { ...request, host });
        },
      };
    },
  ),
  fault(
    'first-routes-of-connection',
    'routes all requests of a connection as at its beginning',
    'forwarding',
    (right) => {
      const ports = new WeakMap<object, ServedPort>();
      return {
        ofConnection: (connection, port, request) => {
          const first = ports.get(connection) ?? port;
          if (first) ports.set(connection, first);
          return right.ofConnection(connection, port && first, request);
        },
      };
    },
  ),
  fault(
    'bodyless-responses-unfiltered',
    'changes no headers of responses that are over with their headers',
    'filters',
    (right) => ({
      reaches: (part, response) => right.reaches(part, response) && !response.isEnded,
    }),
  ),
];

/** What is different at the beginning of two paths. */
function differing(before: string, after: string): readonly [string, string] {
  let same = 0;
  while (same < Math.min(before.length, after.length) && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const rest = before.slice(before.length - same);
  const slash = Math.max(rest.indexOf('/'), 0);
  return [before.slice(0, before.length - same + slash), after.slice(0, after.length - same + slash)];
}
