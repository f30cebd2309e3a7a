import type { Behaviour } from '../behaviour/types.ts';
import type { Gateway, Listener } from '../model/gateway.ts';
import { keyOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import { resolveCertificate, resolveCertificates } from '../references/certificates.ts';
import { findConflict } from './conflicts.ts';
import { hostnamesIntersect } from './hostnames.ts';
import { judgeKinds } from './kinds.ts';
import { findSets, ownerOf } from './owners.ts';
import { isServedProtocol, kindsOfProtocol, protocolNames, transportOf } from './protocols.ts';
import {
  accept,
  type Conflict,
  type EvaluatedGateway,
  type ListenerOwner,
  type ListenerVerdict,
  refuse,
  type Verdict,
} from './types.ts';
import { validateClients } from './validation.ts';

/** A Gateway with its listeners and those of its ListenerSets. */
export function evaluateGateway(model: Model, gateway: Gateway, behaviour: Behaviour): EvaluatedGateway {
  const sets = findSets(model, gateway, behaviour.listeners);
  const allowed = sets.filter(({ isAllowed }) => isAllowed).map(({ set }) => ownerOf(set));
  const owners = [ownerOf(gateway), ...allowed].sort(behaviour.listeners.order);
  const all = owners.flatMap(({ listeners }) => listeners);
  const served: Listener[] = [];
  const listeners = owners.flatMap((owner) => {
    // What has lost to another object already does no harm to its neighbours.
    const standing = owner.listeners.filter((listener) => !findConflict(listener, [], served, behaviour.listeners));
    const verdicts = owner.listeners.map((listener) => {
      const siblings = standing.includes(listener) ? standing : [];
      const conflict = findConflict(listener, siblings, served, behaviour.listeners);
      return evaluateListener(model, { owner, gateway, listener, conflict, all }, behaviour);
    });
    served.push(...verdicts.filter(({ conflict }) => !conflict).map(({ listener }) => listener));
    return verdicts;
  });
  return { key: keyOf(gateway), gateway, sets, listeners, ...resolveClientCertificate(model, gateway, behaviour) };
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#gatewaybackendtls */
function resolveClientCertificate(
  model: Model,
  gateway: Gateway,
  { grants }: Behaviour,
): Pick<EvaluatedGateway, 'clientCertificate' | 'clientProblem'> {
  const ref = gateway.spec.tls?.backend?.clientCertificateRef;
  if (!ref) return {};
  const result = resolveCertificate(model, ownerOf(gateway), ref, grants);
  if (!('reason' in result)) return { clientCertificate: result };
  const reason = result.reason === 'RefNotPermitted' ? result.reason : 'InvalidClientCertificateRef';
  return { clientProblem: refuse(reason, result.message) };
}

interface Subject {
  owner: ListenerOwner;
  gateway: Gateway;
  listener: Listener;
  conflict: Conflict | undefined;
  /** Every listener of the Gateway. */
  all: readonly Listener[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#listener and #listenerstatus */
function evaluateListener(
  model: Model,
  { owner, gateway, listener, conflict, all }: Subject,
  behaviour: Behaviour,
): ListenerVerdict {
  const { protocol } = listener;
  const kinds = isServedProtocol(protocol) ? kindsOfProtocol(protocol) : [];
  const listed = listener.allowedRoutes?.kinds ?? [];
  const supportedKinds = behaviour.attachment.supportedKinds(listed, kinds);
  const terminates = behaviour.listeners.terminates(listener);
  const { certificates, problem } = terminates
    ? resolveCertificates(model, owner, listener, behaviour.grants)
    : { certificates: [], problem: undefined };
  const clients = validateClients(model, gateway, listener, behaviour);
  const unresolved = problem ? refuse(problem.reason, problem.message) : clients.unresolved;
  return {
    id: `${owner.kind} ${owner.key}/${listener.name}`,
    owner,
    listener,
    accepted: judgeAcceptance(listener, conflict) ?? clients.refused ?? accept('Accepted', 'Listener is accepted'),
    ...(conflict ? { conflict } : {}),
    resolvedRefs: unresolved ?? judgeKinds(listed, kinds),
    overlapsTls: all.some((other) => overlap(listener, other)),
    supportedKinds: kinds.length > 0 ? supportedKinds : [],
    certificates,
    terminates,
    ...(clients.validation ? { validation: clients.validation } : {}),
  };
}

/** Whether the listener can carry traffic now. */
export function isServable({ accepted, supportedKinds, terminates, certificates }: ListenerVerdict): boolean {
  return accepted.ok && supportedKinds.length > 0 && (!terminates || certificates.length > 0);
}

function judgeAcceptance({ protocol, tls }: Listener, conflict: Conflict | undefined): Verdict | undefined {
  if (!isServedProtocol(protocol)) {
    const message = `Protocol ${protocol} is not supported; those that are: ${protocolNames.join(', ')}`;
    return refuse('UnsupportedProtocol', message);
  }
  if (conflict) return refuse(conflict.reason, conflict.message);
  const modes = protocol === 'TLS' ? ['Terminate', 'Passthrough'] : ['Terminate'];
  if (!tls?.mode || modes.includes(tls.mode)) return undefined;
  return refuse('UnsupportedValue', `TLS mode ${tls.mode} is not supported; ${modes.join(' and ')} are`);
}

function overlap(listener: Listener, other: Listener): boolean {
  return (
    other !== listener &&
    other.port === listener.port &&
    usesTls(listener) &&
    usesTls(other) &&
    hostnamesIntersect(listener.hostname, other.hostname)
  );
}

function usesTls({ protocol }: Listener): boolean {
  return isServedProtocol(protocol) && transportOf(protocol) === 'tls';
}
