import type { Behaviour, CrossReference } from '../behaviour/types.ts';
import type { CompiledBackend, ServedListener } from '../model/served.ts';

const inVault = { group: '', namespace: 'vault', name: 'kept' };
const from = { group: 'gateway.networking.k8s.io', namespace: 'ns' };
const references: readonly CrossReference[] = [
  { from: { ...from, kind: 'Gateway' }, to: { ...inVault, kind: 'ConfigMap' } },
  { from: { ...from, kind: 'ListenerSet' }, to: { ...inVault, kind: 'Secret' } },
];
const backends = (...weights: readonly number[]): readonly CompiledBackend[] =>
  weights.map((weight, index) => ({ ref: { name: `b${index}`, weight }, weight }) as unknown as CompiledBackend);

const crowded = { name: 'l', port: 80, requests: Array.from({ length: 500 }) } as unknown as ServedListener;

/** What is decided of one thing again and again, while it is granted or moved, and of rare paths and weights. */
export function describeGaps({ grants, backends: { shares }, matching, hostnames, status }: Behaviour): unknown {
  return {
    grants: references.map((reference) => ({
      needed: grants.needed(reference),
      verdicts: [true, false, true].map((granted) => grants.verdict(reference, granted)),
      otherName: grants.to({ group: '', kind: reference.to.kind, name: 'other' }, reference),
    })),
    shares: [[1, 0], [1, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 0], [0]].map((weights) =>
      shares(backends(...weights)),
    ),
    many: [
      hostnames.select([crowded], 'a.example.com')[0]?.requests.length,
      status.attachedRoutes('l', 500, 500, true),
    ],
    paths: [
      matching.exactPath('/caf%C3%A9', '/caf%C3%A9'),
      matching.prefixPath('/a', '/a//b'),
      matching.prefixPath('/a', '/a/./b'),
    ],
  };
}
