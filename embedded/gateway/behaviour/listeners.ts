import type { Listener } from '../model/gateway.ts';

/** What decides about listeners as such. */
export interface ListenerPolicy {
  /** Whether the gateway itself ends the listener's TLS. */
  terminates(listener: Listener): boolean;
  /** Why two listeners of one port cannot be told apart; undefined where they can. */
  clash(a: Listener, b: Listener): 'ProtocolConflict' | 'HostnameConflict' | undefined;
}
