import type { Behaviour } from '../behaviour/types.ts';
import { gatewayGroup } from '../constants.ts';
import type { Gateway, Listener, RouteKind } from '../model/gateway.ts';
import type { Model } from '../model/model.ts';
import { resolveCertificates } from '../references/certificates.ts';
import { findConflict } from './conflicts.ts';
import { hostnamesIntersect } from './hostnames.ts';
import { isServedProtocol, kindsOfProtocol, protocolNames, transportOf } from './protocols.ts';
import { accept, type Conflict, type ListenerOwner, type ListenerVerdict, refuse, type Verdict } from './types.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#listener and #listenerstatus */
export function evaluateListener(
  model: Model,
  owner: ListenerOwner,
  gateway: Gateway,
  listener: Listener,
  behaviour: Behaviour,
): ListenerVerdict {
  const { protocol } = listener;
  const kinds = isServedProtocol(protocol) ? kindsOfProtocol(protocol) : [];
  const listed = listener.allowedRoutes?.kinds ?? [];
  const supportedKinds = behaviour.attachment.supportedKinds(listed, kinds);
  const conflict = findConflict(gateway.spec.listeners, listener, behaviour.listeners);
  const terminates = behaviour.listeners.terminates(listener);
  const { certificates, problem } = terminates
    ? resolveCertificates(model, owner, listener, behaviour.grants)
    : { certificates: [], problem: undefined };
  return {
    id: `${owner.kind} ${owner.key}/${listener.name}`,
    owner,
    listener,
    accepted: judgeAcceptance(gateway, listener, conflict),
    ...(conflict ? { conflict } : {}),
    resolvedRefs: judgeRefs(listed, kinds, problem),
    overlapsTls: gateway.spec.listeners.some((other) => overlap(listener, other)),
    supportedKinds: kinds.length > 0 ? supportedKinds : [],
    certificates,
    terminates,
  };
}

/** Whether the listener can carry traffic now. */
export function isServable({ accepted, supportedKinds, terminates, certificates }: ListenerVerdict): boolean {
  return accepted.ok && supportedKinds.length > 0 && (!terminates || certificates.length > 0);
}

function judgeAcceptance(gateway: Gateway, listener: Listener, conflict: Conflict | undefined): Verdict {
  const { protocol, tls } = listener;
  if (!isServedProtocol(protocol)) {
    const message = `Protocol ${protocol} is not supported; those that are: ${protocolNames.join(', ')}`;
    return refuse('UnsupportedProtocol', message);
  }
  if (conflict) return refuse(conflict.reason, conflict.message);
  const modes = protocol === 'TLS' ? ['Terminate', 'Passthrough'] : ['Terminate'];
  if (tls?.mode && !modes.includes(tls.mode)) {
    return refuse('UnsupportedValue', `TLS mode ${tls.mode} is not supported; ${modes.join(' and ')} are`);
  }
  if (protocol === 'HTTPS' && asksForClientCertificates(gateway, listener.port)) {
    return refuse('UnsupportedValue', 'Validation of client certificates is not supported');
  }
  return accept('Accepted', 'Listener is accepted');
}

function asksForClientCertificates(gateway: Gateway, port: number): boolean {
  const frontend = gateway.spec.tls?.frontend;
  return Boolean(frontend?.default?.validation ?? frontend?.perPort?.some((entry) => entry.port === port));
}

function judgeRefs(
  listed: readonly RouteKind[],
  supported: readonly RouteKind[],
  problem: { reason: string; message: string } | undefined,
): Verdict {
  if (problem) return refuse(problem.reason, problem.message);
  const unknown = listed.filter((kind) => !supported.some((known) => sameKind(known, kind)));
  // Without a supported protocol there is nothing to resolve the kinds against.
  if (unknown.length > 0 && supported.length > 0) {
    return refuse('InvalidRouteKinds', `Kinds not supported: ${unknown.map((kind) => kind.kind).join(', ')}`);
  }
  return accept('ResolvedRefs', 'All references are resolved');
}

function sameKind(a: RouteKind, b: RouteKind): boolean {
  return (a.group ?? gatewayGroup) === (b.group ?? gatewayGroup) && a.kind === b.kind;
}

/** The supported kinds that the listener's list leaves; an empty list leaves all. */
export function allowedKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): readonly RouteKind[] {
  if (listed.length === 0) return supported;
  return supported.filter((kind) => listed.some((entry) => sameKind(entry, kind)));
}

function overlap(listener: Listener, other: Listener): boolean {
  return (
    other.name !== listener.name &&
    other.port === listener.port &&
    usesTls(listener) &&
    usesTls(other) &&
    hostnamesIntersect(listener.hostname, other.hostname)
  );
}

function usesTls({ protocol }: Listener): boolean {
  return isServedProtocol(protocol) && transportOf(protocol) === 'tls';
}
