import type { Duplex } from 'node:stream';
import type { Behaviour } from '../../behaviour/types.ts';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import type { Upstream } from '../../dataplane/http/types.ts';
import { breakOff, leadTo } from '../../dataplane/streams/pipe.ts';
import { chooseUpstream } from '../../dataplane/streams/route.ts';
import type { ServedListener, ServedPort, StreamEntry } from '../../model/served.ts';

/** The listeners of a TLS port that a connection belongs to, by the name that it asks for. */
export function findTlsListeners(
  port: ServedPort | undefined,
  serverName: string | undefined,
  { hostnames }: Behaviour,
): readonly ServedListener[] {
  return port ? hostnames.select(port.listeners, (serverName ?? '').toLowerCase()) : [];
}

/** The entries of these listeners for the name, best first. */
export function findTlsEntries(
  listeners: readonly ServedListener[],
  serverName: string | undefined,
  { hostnames }: Behaviour,
): readonly StreamEntry[] {
  const name = (serverName ?? '').toLowerCase();
  const entries = listeners.flatMap(({ streams }) => streams);
  return entries.filter(({ hostname }) => hostnames.matchesServerName(hostname, name));
}

/** Leads a connection, deciphered or not, to a backend of the TLSRoute that names its server name, or rejects it. */
export function serveTlsConnection(
  socket: Duplex,
  listeners: readonly ServedListener[],
  serverName: string | undefined,
  context: DataPlaneContext,
): void {
  const entries = findTlsEntries(listeners, serverName, context.behaviour);
  const passesThrough = listeners.some((listener) => listener.passesThrough);
  const upstream = chooseUpstream(entries, `a connection to ${serverName ?? 'no name'}`, context, passesThrough);
  if (upstream) leadTo(socket, secure(upstream, listeners, context), context);
  else if (context.behaviour.streams.rejects) breakOff(socket);
  else socket.on('error', () => socket.destroy());
}

/** What is passed through is secured already; what the gateway has deciphered is secured as the policy says. */
function secure(
  { tls, ...plain }: Upstream,
  listeners: readonly ServedListener[],
  { behaviour: { backendTls } }: DataPlaneContext,
): Upstream {
  if (!tls || listeners.some(({ passesThrough }) => passesThrough)) return plain;
  const clientCertificate = backendTls.clientCertificate(listeners[0]?.clientCertificate, listeners[0]?.gateway);
  return { ...plain, tls, ...(clientCertificate ? { clientCertificate } : {}) };
}
