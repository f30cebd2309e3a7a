import { HarnessError } from '../scenario/errors.ts';
import type { ProtocolName } from '../scenario/traffic.ts';
import { http } from './http/index.ts';
import type { Protocol } from './types.ts';

/** A protocol as those see it that speak none of their own. */
export type AnyProtocol = Protocol<ProtocolName>;

export const protocols: { readonly [P in ProtocolName]?: Protocol<P> } = { http };

export function protocolOf(name: ProtocolName): AnyProtocol {
  const protocol = protocols[name];
  if (!protocol) throw new HarnessError(`rows of ${name} are not sent yet`);
  return protocol;
}

/** How listeners are proven to serve, the first that fits a listener first. */
export const controlProofs = Object.values(protocols).flatMap(({ control }) => control ?? []);
