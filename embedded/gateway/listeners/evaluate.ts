import type { Behaviour } from '../behaviour/types.ts';
import { gatewayGroup } from '../constants.ts';
import type { Gateway, Listener, RouteKind } from '../model/gateway.ts';
import type { Model } from '../model/model.ts';
import type { Certificate } from '../model/served.ts';
import { resolveCertificates } from '../references/certificates.ts';
import { type Conflict, findConflict } from './conflicts.ts';
import { hostnamesIntersect } from './hostnames.ts';

export interface Verdict {
  ok: boolean;
  reason: string;
  message: string;
}

/** What is thought of one listener. */
export interface ListenerVerdict {
  listener: Listener;
  accepted: Verdict;
  conflict?: Conflict;
  resolvedRefs: Verdict;
  /** Whether its hostname overlaps another HTTPS listener's on the same port. */
  overlapsTls: boolean;
  supportedKinds: readonly RouteKind[];
  certificates: readonly Certificate[];
}

const httpRouteKind: RouteKind = { group: gatewayGroup, kind: 'HTTPRoute' };
const kindsOfProtocol: Readonly<Record<string, readonly RouteKind[]>> = {
  HTTP: [httpRouteKind],
  HTTPS: [httpRouteKind],
};

/** https://gateway-api.sigs.k8s.io/reference/spec/#listener and #listenerstatus */
export function evaluateListener(
  model: Model,
  gateway: Gateway,
  listener: Listener,
  behaviour: Behaviour,
): ListenerVerdict {
  const kinds = kindsOfProtocol[listener.protocol];
  const listed = listener.allowedRoutes?.kinds ?? [];
  const supportedKinds = kinds ? behaviour.attachment.supportedKinds(listed, kinds) : [];
  const conflict = kinds ? findConflict(gateway.spec.listeners, listener) : undefined;
  const tls = listener.protocol === 'HTTPS';
  const certificates = tls
    ? resolveCertificates(model, gateway, listener, behaviour.grants)
    : { certificates: [], problem: undefined };
  return {
    listener,
    accepted: judgeAcceptance(gateway, listener, kinds !== undefined, conflict),
    conflict,
    resolvedRefs: judgeRefs(listed, kinds ?? [], certificates.problem),
    overlapsTls: tls && gateway.spec.listeners.some((other) => overlap(listener, other)),
    supportedKinds,
    certificates: certificates.certificates,
  };
}

/** Whether the listener can carry traffic now. */
export function isServable({ accepted, supportedKinds, listener, certificates }: ListenerVerdict): boolean {
  return accepted.ok && supportedKinds.length > 0 && (listener.protocol !== 'HTTPS' || certificates.length > 0);
}

function judgeAcceptance(
  gateway: Gateway,
  listener: Listener,
  protocolKnown: boolean,
  conflict: Conflict | undefined,
): Verdict {
  if (!protocolKnown) {
    return refuse('UnsupportedProtocol', `Protocol ${listener.protocol} is not supported; HTTP and HTTPS are`);
  }
  if (conflict) return refuse(conflict.reason, conflict.message);
  if (listener.tls?.mode && listener.tls.mode !== 'Terminate') {
    return refuse('UnsupportedValue', `TLS mode ${listener.tls.mode} is not supported; Terminate is`);
  }
  if (listener.protocol === 'HTTPS' && asksForClientCertificates(gateway, listener.port)) {
    return refuse('UnsupportedValue', 'Validation of client certificates is not supported');
  }
  return { ok: true, reason: 'Accepted', message: 'Listener is accepted' };
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
  return { ok: true, reason: 'ResolvedRefs', message: 'All references are resolved' };
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
    other.protocol === listener.protocol &&
    hostnamesIntersect(listener.hostname, other.hostname)
  );
}

function refuse(reason: string, message: string): Verdict {
  return { ok: false, reason, message };
}
