import type { Problem, Related } from '../types.ts';
import { pathOfContent } from '../world/certificates.ts';
import { nameOf } from '../world/identify.ts';
import type { Listener, Reference, WorldObject } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** A certificateRef of a listener that terminates TLS. */
export interface Use {
  listener: Listener;
  ref: Reference;
}

export function usesOf(world: World): Use[] {
  const listeners = [...world.gateways, ...world.listenerSets].flatMap((each) => each.listeners);
  return listeners.flatMap((listener) => {
    const { tls } = listener;
    return tls && tls.mode !== 'Passthrough' ? tls.certificates.map((ref) => ({ listener, ref })) : [];
  });
}

/** A problem of a Secret, told where it is referred to: the Secret may stand in no file. */
export function tell({ listener, ref }: Use, secret: WorldObject, message: string, key = 'tls.crt'): Problem {
  const related: Related = { object: secret, path: pathOfContent(secret, key), message: key };
  return { object: listener.owner, path: ref.path, message: `${nameOf(secret)}: ${message}`, related: [related] };
}
