import { clause } from '../clause.ts';
import { groupBy, list } from '../group.ts';
import { findAbsence } from '../presence.ts';
import type { Rule } from '../types.ts';
import { nameOf } from '../world/identify.ts';
import type { Listener } from '../world/types.ts';
import { layered, tell } from './listener-tools.ts';

const topic = 'ListenerSets';

export const listenerSetRules: readonly Rule[] = [
  {
    id: 'listenerset-not-allowed',
    topic,
    level: 'error',
    title: 'The Gateway of a ListenerSet does not take it',
    clause: clause('gateway', 328, 360),
    explanation:
      'A Gateway takes ListenerSets of those namespaces that allowedListeners names, and without that field of none. A set that is not taken has Accepted False (NotAllowed), and none of its listeners is served.',
    fix: 'Let the Gateway take it: allowedListeners.namespaces.from: Same, Selector or All.',
    *check(world) {
      for (const { object, parent } of world.listenerSets) {
        const gateways = world.gatewaysOf(parent);
        const answers = gateways.map(({ allowedListeners: { from, selector }, object: owner }) =>
          world.admits(object, owner, from, selector),
        );
        if (answers.length === 0 || answers.includes('yes')) continue;
        const froms = list(gateways.map(({ allowedListeners }) => allowedListeners.from));
        yield {
          object,
          path: 'spec.parentRef',
          message: `${nameOf(parent)} does not take ListenerSets of ${object.namespace} (from: ${froms})`,
          ...(answers.includes('unknown') ? { level: 'warning' } : {}),
          related: gateways.map(({ object: owner }) => ({
            object: owner,
            path: 'spec.allowedListeners',
            message: 'what it takes',
          })),
        };
      }
    },
  },
  {
    id: 'listenerset-parent-missing',
    topic,
    level: 'error',
    title: 'A ListenerSet names a Gateway that is not there',
    clause: clause('listenerset', 78, 82),
    explanation: 'Its listeners are added to those of the Gateway that it names; without one, nobody serves them.',
    fix: 'Name the Gateway as it is called, with its namespace where that is another one.',
    *check(world) {
      for (const { object, parent } of world.listenerSets) {
        const absence = findAbsence(world, parent);
        if (absence) yield { object, path: 'spec.parentRef.name', ...absence };
      }
    },
  },
  {
    id: 'listenerset-conflict',
    topic,
    level: 'warning',
    title: 'A listener of a ListenerSet conflicts with one that goes before it',
    clause: clause('listenerset', 84, 108),
    explanation:
      'Listeners of a Gateway and its ListenerSets are one list: first those of the Gateway, then those of the oldest set, then by namespace and name. Of two that share port and hostname, or a port with other protocols, the later one is Conflicted and not served.',
    fix: 'Give it another hostname or port.',
    *check(world) {
      const sets = groupBy(world.listenerSets, ({ parent }) => nameOf(parent));
      for (const [, own] of sets) {
        const [first] = own;
        const gateway = first && world.gatewaysOf(first.parent)[0];
        const ordered = own.toSorted(
          (a, b) => compare(a.object.createdAt, b.object.createdAt) || compare(nameOf(a.object), nameOf(b.object)),
        );
        const before = [...(gateway?.listeners ?? [])];
        for (const { listeners } of ordered) {
          for (const listener of listeners) {
            const winner = before.find((other) => conflicts(other, listener));
            if (!winner) continue;
            const whose = nameOf(winner.owner);
            yield tell(
              [winner, listener],
              `listener ${listener.name} conflicts with listener ${winner.name} of ${whose}, which goes first`,
            );
          }
          before.push(...listeners);
        }
      }
    },
  },
];

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As far as no implementation can serve both. */
function conflicts(first: Listener, second: Listener): boolean {
  if (first.port !== second.port || (first.protocol === 'UDP') !== (second.protocol === 'UDP')) return false;
  if (first.protocol !== second.protocol) return first.protocol === 'TCP' || second.protocol === 'TCP';
  return !layered.includes(first.protocol) || first.hostname === second.hostname;
}
