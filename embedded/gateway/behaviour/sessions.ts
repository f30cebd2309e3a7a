import type { HeaderLine } from '../model/header.ts';
import type { Endpoint } from '../model/served.ts';
import type { SessionPersistence } from '../model/session.ts';

/** What decides about sessions. https://gateway-api.sigs.k8s.io/geps/gep-1619/ */
export interface SessionPolicy {
  /** What a request brings of its session; undefined where it has none. */
  read(session: SessionPersistence, name: string, headers: readonly HeaderLine[]): string | undefined;
  /** What tells the client of its session, in the answer that begins it. */
  announce(session: SessionPersistence, name: string, value: string): HeaderLine;
  /** The endpoint of a session that `address:port` names, given those of the backend that was chosen and of all of the rule. */
  endpoint(named: string, chosen: readonly Endpoint[], all: readonly Endpoint[]): Endpoint | undefined;
  /** Milliseconds after which a session ends; 0 for never. */
  lifetime(session: SessionPersistence): number;
}
