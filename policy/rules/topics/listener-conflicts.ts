import { clause } from '../clause.ts';
import { groupBy } from '../group.ts';
import type { Rule } from '../types.ts';
import { intersects, sayHostname } from '../world/hostnames.ts';
import type { Listener } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { layered, tell } from './listener-tools.ts';

const topic = 'Listeners';

/** Listeners of one object, by port. UDP has ports of its own. */
function byPort(listeners: readonly Listener[]): Listener[][] {
  return [...groupBy(listeners, ({ port, protocol }) => `${protocol === 'UDP'} ${port}`).values()];
}

/** Each two listeners of a Gateway that share a port, once. */
function* pairs(world: World): Iterable<[Listener, Listener]> {
  for (const { listeners } of [...world.gateways, ...world.listenerSets]) {
    for (const group of byPort(listeners)) {
      for (const [index, second] of group.entries()) {
        for (const first of group.slice(0, index)) yield [first, second];
      }
    }
  }
}

export const listenerConflictRules: readonly Rule[] = [
  {
    id: 'listener-tcp-conflict',
    topic,
    level: 'error',
    title: 'A TCP listener shares its port with one of another protocol',
    clause: clause('gateway', 119, 132),
    explanation:
      'What arrives at a port of TCP belongs to the TCP listener whatever it is, so that the listeners of that port are not distinct: none of them may be accepted.',
    fix: 'Give one of them another port.',
    *check(world) {
      for (const [first, second] of pairs(world)) {
        const protocols = [first.protocol, second.protocol];
        if (!protocols.includes('TCP') || !protocols.some((each) => layered.includes(each))) continue;
        yield tell(
          [first, second],
          `listener ${second.name} (${second.protocol}) and listener ${first.name} (${first.protocol}) share port ${second.port}, so that neither may be accepted`,
        );
      }
    },
  },
  {
    id: 'listener-repeated',
    topic,
    level: 'error',
    title: 'Two listeners differ in nothing that tells them apart',
    clause: clause('gateway', 94, 118),
    explanation:
      'Listeners of one protocol must differ in port or hostname, those of TCP and UDP in their port. Where they do not, all of them are Conflicted and none may be accepted.',
    fix: 'Give one of them another hostname or port, or remove it.',
    isInCel: true,
    *check(world) {
      for (const [first, second] of pairs(world)) {
        if (first.protocol !== second.protocol) continue;
        const isNamed = layered.includes(first.protocol);
        if (isNamed ? first.hostname !== second.hostname : !['TCP', 'UDP'].includes(first.protocol)) continue;
        const what = isNamed ? `port ${second.port} and ${sayHostname(second.hostname)}` : `port ${second.port}`;
        yield tell(
          [first, second],
          `listener ${second.name} and listener ${first.name} share ${what}, so that neither may be accepted`,
        );
      }
    },
  },
  {
    id: 'listener-mixed-protocols',
    topic,
    level: 'warning',
    title: 'Listeners of one port speak HTTP and TLS',
    clause: clause('gateway', 1645, 1665),
    explanation:
      'A port is usually either in clear text or in TLS. Implementations may tell both apart by the first bytes; most say ProtocolConflict for the listeners of that port, or serve one of them.',
    fix: 'Give one of them another port.',
    *check(world) {
      for (const [first, second] of pairs(world)) {
        const isClear = (protocol: string) => protocol === 'HTTP';
        if (!layered.includes(first.protocol) || !layered.includes(second.protocol)) continue;
        if (isClear(first.protocol) === isClear(second.protocol)) continue;
        yield tell(
          [first, second],
          `listener ${second.name} (${second.protocol}) and listener ${first.name} (${first.protocol}) share port ${second.port}`,
        );
      }
    },
  },
  {
    id: 'listener-tls-https-conflict',
    topic,
    level: 'warning',
    title: 'An HTTPS and a TLS listener share a port and hostname',
    clause: clause('gateway', 94, 118),
    explanation:
      'Both are chosen by the server name of the handshake. Where that is the same for both, a connection cannot be assigned to exactly one of them.',
    fix: 'Give one of them another hostname or port.',
    *check(world) {
      for (const [first, second] of pairs(world)) {
        const protocols = new Set([first.protocol, second.protocol]);
        if (!protocols.has('HTTPS') || !protocols.has('TLS') || first.hostname !== second.hostname) continue;
        yield tell(
          [first, second],
          `listener ${second.name} (${second.protocol}) and listener ${first.name} (${first.protocol}) share port ${second.port} and ${sayHostname(second.hostname)}`,
        );
      }
    },
  },
  {
    id: 'listener-tls-overlap',
    topic,
    level: 'info',
    title: 'Hostnames of HTTPS listeners of one port overlap',
    clause: clause('gateway', 1850, 1900),
    explanation:
      'A client that has a connection for a.example.com with a certificate for *.example.com may reuse it for b.example.com, and reaches the listener of the first name. Gateways report OverlappingTLSConfig, and should answer 421.',
    fix: 'Nothing, where the gateway answers 421; else give each listener a certificate for its own names only.',
    *check(world) {
      for (const [first, second] of pairs(world)) {
        if (first.protocol !== 'HTTPS' || second.protocol !== 'HTTPS' || first.hostname === second.hostname) continue;
        if (!intersects(first.hostname, second.hostname)) continue;
        yield tell(
          [first, second],
          `listener ${second.name} (${sayHostname(second.hostname)}) overlaps with listener ${first.name} (${sayHostname(first.hostname)})`,
        );
      }
    },
  },
];
