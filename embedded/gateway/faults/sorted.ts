import type { RequestEntry } from '../model/served.ts';
import { mapListeners } from './served.ts';
import { type Fault, fault } from './types.ts';

/** Tables in which what is asked first is decided by more than the match: routes and rules as a whole. */
export const sortedFaults: readonly Fault[] = [
  ...(['HTTPRoute', 'GRPCRoute'] as const).flatMap((kind) => [
    together(
      kind,
      `${kind.toLowerCase()}s-in-one-piece`,
      `asks all rules of a ${kind} before those of another`,
      ({ route }) => route,
    ),
    together(
      kind,
      `${kind.toLowerCase()}-matches-in-one-piece`,
      `asks all matches of a rule of a ${kind} before those of another`,
      ({ rule }) => rule.id,
    ),
  ]),
];

/** A fault that leaves together, in the order of what is first of them, entries of one kind of one hostname. */
function together(
  kind: RequestEntry['kind'],
  name: string,
  description: string,
  of: (entry: RequestEntry) => string,
): Fault {
  return fault(name, description, 'serving', (right) => ({
    frontends: (desired) =>
      right.frontends(desired).map((frontend) =>
        mapListeners(frontend, (listener) => {
          const groups = new Map<string, RequestEntry[]>();
          for (const entry of listener.requests) {
            const key = `${entry.kind} ${entry.hostname} ${entry.kind === kind ? of(entry) : listener.requests.indexOf(entry)}`;
            groups.set(key, [...(groups.get(key) ?? []), entry]);
          }
          const hostnames = [...new Set(listener.requests.map(({ hostname }) => hostname))];
          const all = [...groups.values()];
          return {
            ...listener,
            requests: hostnames.flatMap((host) => all.filter(([first]) => first?.hostname === host)).flat(),
          };
        }),
      ),
  }));
}
