import type { ListenerOwner } from '../listeners/types.ts';
import type { ClientValidation, Gateway, Listener } from '../model/gateway.ts';
import type { ServedValidation } from '../model/served.ts';

/** What decides about listeners as such. */
export interface ListenerPolicy {
  /** Whether the gateway itself ends the listener's TLS. */
  terminates(listener: Listener): boolean;
  /** Why two listeners of one port cannot be told apart; undefined where they can. */
  clash(a: Listener, b: Listener): 'ProtocolConflict' | 'HostnameConflict' | undefined;
  /** Whether ListenerSets of a namespace with these labels may add to the Gateway. */
  allowsSet(gateway: Gateway, namespace: string, labels: Record<string, string>): boolean;
  /** Orders a Gateway and its ListenerSets by precedence, the one that prevails first. */
  order(a: ListenerOwner, b: ListenerOwner): number;
}

/** What decides about how clients of HTTPS listeners show who they are. */
export interface FrontendPolicy {
  /** What a Gateway asks for at a port; undefined for nothing. */
  validationOf(gateway: Gateway, port: number): ClientValidation | undefined;
  /** Whether clients without a valid certificate are served too. */
  allowsInvalid(validation: ClientValidation): boolean;
  /** Certificates of those who are trusted at a port of a Gateway, PEM. */
  authorities(gateway: Gateway, port: number, certificates: readonly string[]): readonly string[];
  /** Whether a connection is served, given what became of the client's certificate. */
  admits(validation: ServedValidation, isAuthorized: boolean): boolean;
}
