import { type Gateway, gatewayGroup, type Listener, type World } from '../objects.ts';
import { type ModelOptions, supportedKinds } from '../options.ts';
import { findCertificateFaults, type Unresolved } from './certificates.ts';

/** What a listener is in itself, before any route attaches to it. */
export interface ListenerView {
  gateway: Gateway;
  listener: Listener;
  /** False: no kind of route that the implementation knows goes over its protocol. */
  supported: boolean;
  /** Reasons of the condition Conflicted; empty: no conflict. */
  conflicts: readonly string[];
  /** Kinds that may attach. */
  kinds: readonly string[];
  /** Kinds are listed that are not supported here. */
  hasInvalidKinds: boolean;
  certificateFaults: readonly Unresolved[];
  /** Whether traffic reaches it: it is valid, and has a certificate where it needs one. */
  serves: boolean;
}

export function viewListeners(world: World, gateway: Gateway, options: ModelOptions): readonly ListenerView[] {
  return gateway.listeners.map((listener) => {
    const known = supportedKinds(listener.protocol, options);
    const listed = listener.kinds.filter(({ group, kind }) => group === gatewayGroup && known.includes(kind));
    const kinds = listener.kinds.length > 0 ? listed.map(({ kind }) => kind) : known;
    const certificateFaults = findCertificateFaults(world, gateway, listener, options);
    const conflicts = findConflicts(listener, gateway.listeners);
    const supported = known.length > 0;
    const refs = listener.tls?.certificateRefs.length ?? 0;
    const hasCertificate =
      listener.protocol !== 'HTTPS' && listener.tls?.mode !== 'Terminate' ? true : refs > certificateFaults.length;
    return {
      gateway,
      listener,
      supported,
      conflicts,
      kinds,
      hasInvalidKinds: listed.length < listener.kinds.length,
      certificateFaults,
      serves: supported && conflicts.length === 0 && hasCertificate,
    };
  });
}

const withHostname = ['HTTP', 'HTTPS', 'TLS'];

/** https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/gateway_types.go#L73-L190 */
function findConflicts(listener: Listener, all: readonly Listener[]): readonly string[] {
  const others = all.filter((other) => other !== listener && other.port === listener.port);
  const reasons = new Set<string>();
  for (const other of others) {
    // UDP has ports of its own.
    if ((other.protocol === 'UDP') !== (listener.protocol === 'UDP')) continue;
    if (other.protocol !== listener.protocol) reasons.add('ProtocolConflict');
    else if (!withHostname.includes(listener.protocol) || other.hostname === listener.hostname)
      reasons.add(withHostname.includes(listener.protocol) ? 'HostnameConflict' : 'ProtocolConflict');
  }
  return [...reasons];
}
