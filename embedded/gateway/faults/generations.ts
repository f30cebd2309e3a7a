import type { ObjectKind } from '../behaviour/status.ts';
import { type Fault, fault } from './types.ts';

/** Statuses of another generation than they say. */
export const generationFaults: readonly Fault[] = [
  ...(['GatewayClass', 'Gateway', 'Listener', 'HTTPRoute'] as const).flatMap((kind) => [
    observe(kind, 'stale', 'keeps observedGeneration at the first generation', () => 1),
    observe(kind, 'absent', 'leaves observedGeneration out', () => undefined),
  ]),
  observe('HTTPRoute', 'ahead', 'writes an observedGeneration that is not reached yet', (generation) => generation + 1),
  ...(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ListenerSet'] as const).map((kind) =>
    observe(kind, 'stale', 'keeps observedGeneration at the first generation', () => 1),
  ),
  ...(['GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const).map(freeze),
];

function observe(
  kind: ObjectKind,
  manner: string,
  what: string,
  wrong: (generation: number) => number | undefined,
): Fault {
  return fault(
    `observed-generation-${manner}-${kind.toLowerCase()}`,
    `${what} in the status of a ${kind}`,
    'status',
    (right) => ({
      observedGeneration: (written, generation) =>
        written === kind ? wrong(generation) : right.observedGeneration(written, generation),
    }),
  );
}

function freeze(kind: ObjectKind): Fault {
  const description = `does not write the status of a ${kind} again after its spec has changed`;
  return fault(`status-frozen-${kind.toLowerCase()}`, description, 'status', () => {
    const first = new Map<string, number>();
    return {
      writes: (written, uid, generation) => {
        if (!first.has(uid)) first.set(uid, generation);
        return written !== kind || first.get(uid) === generation;
      },
    };
  });
}
