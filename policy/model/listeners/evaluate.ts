import { type Gateway, gatewayGroup, type Listener, type Owner, type World } from '../objects.ts';
import { type ModelOptions, supportedKinds } from '../options.ts';
import { findCertificateFaults, type Unresolved } from './certificates.ts';
import { findConflicts } from './conflicts.ts';

/** What a listener is in itself, before any route attaches to it. */
export interface ListenerView {
  /** The Gateway that serves it. */
  gateway: Gateway;
  owner: Owner;
  listener: Listener;
  /** False: no kind of route that the implementation knows goes over its protocol. */
  supported: boolean;
  /** Reasons of the condition Conflicted; empty: no conflict. */
  conflicts: readonly string[];
  /** Whether the conflicts count is not said: the specification leaves what becomes of its port open. */
  isDisputed: boolean;
  /** Kinds that may attach. */
  kinds: readonly string[];
  /** Kinds are listed that are not supported here. */
  hasInvalidKinds: boolean;
  certificateFaults: readonly Unresolved[];
  /** Whether traffic reaches it: it is valid, and has a certificate where it needs one. */
  serves: boolean;
}

/**
 * The listeners of one owner.
 * @param earlier listeners that go before them
 */
export function viewListeners(
  world: World,
  { gateway, owner, listeners }: { gateway: Gateway; owner: Owner; listeners: readonly Listener[] },
  earlier: readonly Listener[],
  options: ModelOptions,
): readonly ListenerView[] {
  return listeners.map((listener) => {
    const known = supportedKinds(listener.protocol, options);
    const listed = listener.kinds.filter(({ group, kind }) => group === gatewayGroup && known.includes(kind));
    const kinds = listener.kinds.length > 0 ? listed.map(({ kind }) => kind) : known;
    const certificateFaults = findCertificateFaults(world, owner, listener, options);
    const { reasons: conflicts, isDisputed } = findConflicts(listener, listeners, earlier);
    const supported = known.length > 0;
    const refs = listener.tls?.certificateRefs.length ?? 0;
    return {
      gateway,
      owner,
      listener,
      supported,
      conflicts,
      isDisputed,
      kinds,
      hasInvalidKinds: listed.length < listener.kinds.length,
      certificateFaults,
      serves: supported && conflicts.length === 0 && (!needsCertificate(listener) || refs > certificateFaults.length),
    };
  });
}

function needsCertificate({ protocol, tls }: Listener): boolean {
  return protocol === 'HTTPS' || (protocol === 'TLS' && tls?.mode !== 'Passthrough');
}
