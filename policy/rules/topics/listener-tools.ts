import type { Problem } from '../types.ts';
import type { Listener } from '../world/types.ts';

/** A problem of two listeners, told of the second. */
export function tell([first, second]: readonly [Listener, Listener], message: string): Problem {
  return {
    object: second.owner,
    path: second.path,
    message,
    related: [{ object: first.owner, path: first.path, message: `listener ${first.name}` }],
  };
}

export const layered = ['HTTP', 'HTTPS', 'TLS'];
