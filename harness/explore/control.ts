import { controlListener, type Manifest, type Place } from '../../policy/generate/index.ts';
import { kinds, typeOf } from '../kinds/index.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { Remote } from './send.ts';
import type { Ground } from './types.ts';

/** A Gateway of the case that can be asked. */
export interface ReachedGateway {
  name: string;
  namespace: string;
  address: string;
}

/**
 * A redirect on a listener that no route of the case attaches to, under a hostname that was never served: once it is
 * answered, the data plane has what was applied before it.
 */
export function controlRoute(gateway: ReachedGateway, place: Place, stage: number): Manifest {
  return {
    ...typeOf(kinds.HTTPRoute),
    metadata: { name: `control-${gateway.name}-${stage}`, namespace: gateway.namespace },
    spec: {
      parentRefs: [{ name: gateway.name, sectionName: controlListener }],
      hostnames: [controlHost(place, stage)],
      rules: [
        { filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'served.example', statusCode: 301 } }] },
      ],
    },
  };
}

function controlHost({ domain }: Place, stage: number): string {
  return `stage-${stage}.control.${domain}`;
}

/** Whether the control route of the stage is answered, and somebody has written its status. */
export async function isServed(
  { board, sender, signal }: Ground,
  gateway: ReachedGateway,
  place: Place,
  stage: number,
): Promise<boolean> {
  const { address } = gateway;
  const remote: Remote = { address, port: 80 };
  const request = {
    method: 'GET',
    scheme: 'http' as const,
    host: controlHost(place, stage),
    path: '/',
    headers: [],
  };
  const { status } = await sender.send(remote, request, signal);
  const route = board.find(controlRoute(gateway, place, stage));
  const parents = (route?.status as { parents?: readonly unknown[] } | undefined)?.parents ?? [];
  return status === 301 && parents.length > 0;
}

/** The address of a Gateway, once it has one. */
export function readAddress(gateway: KubeObject | undefined): string | undefined {
  const status = gateway?.status as { addresses?: readonly { value?: string }[] } | undefined;
  return status?.addresses?.[0]?.value;
}
