import type { Behaviour } from './behaviour/types.ts';
import { controllerName } from './constants.ts';
import { infrastructureMetadata, serviceName } from './infrastructure/desired.ts';
import { matchesName } from './kinds/grpc/matching.ts';
import { specifiedGrpcPrecedence } from './kinds/grpc/precedence.ts';
import { specifiedCors } from './kinds/http/cors.ts';
import { matchesPrefix } from './kinds/http/matching.ts';
import { specifiedPrecedence } from './kinds/http/precedence.ts';
import { redirect, rewritePath } from './kinds/http/redirect.ts';
import { specifiedRetries } from './kinds/http/retries.ts';
import { specifiedTimeouts } from './kinds/http/timeouts.ts';
import { specifiedIngress } from './kinds/ingress/specified.ts';
import { clashes } from './listeners/conflicts.ts';
import {
  compareHostnames,
  hostMatches,
  hostnamesIntersect,
  normaliseHost,
  selectListeners,
} from './listeners/hostnames.ts';
import { allowedKinds } from './listeners/kinds.ts';
import { allowsSet, orderOwners } from './listeners/owners.ts';
import { terminatesTls, transportOf } from './listeners/protocols.ts';
import { validationOf } from './listeners/validation.ts';
import { specifiedMesh } from './mesh/specified.ts';
import { ageOf, keyOf, namespaceOf } from './model/meta.ts';
import { checkIdentity } from './references/backend-identity.ts';
import { readyEndpoints, specifiedProtocol, specifiedShares } from './references/backends.ts';
import { specifiedGrants } from './references/grants.ts';
import { namespaceAllowed, selectsListener } from './routes/attach.ts';
import { addHeader, isHeader, removeHeader, setHeader } from './routes/headers.ts';
import { dropRepeated } from './routes/match-headers.ts';
import { mirrorShare } from './routes/mirrors.ts';
import { commonOrder, compareText } from './routes/order.ts';
import { matchesRegularExpression } from './routes/regular-expressions.ts';
import { specifiedSessions } from './routes/sessions.ts';
import { readOrigin } from './routes/targets.ts';
import { requestedAddresses } from './serving/addresses.ts';
import { keepTransition, ownsCondition } from './status/conditions.ts';

/** Every decision as the specification asks. */
export const conformant: Behaviour = {
  reading: { objects: (model) => model, ownsClass: ({ spec }) => spec.controllerName === controllerName },
  grants: specifiedGrants,
  matching: {
    conditions: (match) => match,
    regularExpression: (_where, expression, text) => matchesRegularExpression(expression, text),
    exactPath: (expected, path) => expected === path,
    prefixPath: matchesPrefix,
    headerName: isHeader,
    headerValue: (expected, value) => expected === value,
    headersOf: (_kind, conditions) => dropRepeated(conditions, (name) => name.toLowerCase()),
    joinHeaders: (results) => results.every(Boolean),
    method: (expected, method) => expected === method,
    queryName: (expected, name) => expected === name,
    queryValue: (expected, value) => expected === value,
    joinQuery: (results) => results.every(Boolean),
  },
  precedence: specifiedPrecedence,
  grpcPrecedence: specifiedGrpcPrecedence,
  streamPrecedence: { hostname: (a, b) => compareHostnames(a.hostname, b.hostname), ...commonOrder },
  grpc: {
    matchesName,
    noMatch: 12,
    noBackend: 14,
    invalidBackend: 14,
    noEndpoints: 14,
    timeout: 4,
    unreachable: 14,
    broken: 14,
  },
  listeners: { terminates: terminatesTls, clash: clashes, allowsSet, order: orderOwners },
  frontend: {
    validationOf,
    allowsInvalid: ({ mode }) => mode === 'AllowInsecureFallback',
    authorities: (_gateway, _port, certificates) => certificates,
    admits: ({ allowsInvalid }, isAuthorized) => allowsInvalid || isAuthorized,
  },
  backendTls: {
    order: (a, b) => compareText(ageOf(a), ageOf(b)) || compareText(keyOf(a), keyOf(b)),
    prefer: (forPort, forService) => forPort ?? forService,
    secures: (kind) => kind !== 'TCPRoute' && kind !== 'UDPRoute',
    knowsAuthorities: (name) => name === 'System',
    serverName: ({ hostname }) => hostname,
    authorities: ({ authorities }) => authorities,
    refusesUnsecured: true,
    verifiesChain: true,
    checkIdentity,
    clientCertificate: (certificate) => certificate,
  },
  streams: { choose: ([first]) => first, rejects: true },
  hostnames: {
    normalise: normaliseHost,
    matches: hostMatches,
    matchesServerName: hostMatches,
    intersect: hostnamesIntersect,
    select: (listeners, host) => selectListeners(listeners, host),
  },
  attachment: {
    parentRefs: (route) => route.spec.parentRefs ?? [],
    hostnames: (route) => route.spec.hostnames ?? [],
    parentNamespace: (route, ref) => ref.namespace ?? namespaceOf(route),
    ofParent: (owner, kind, key) => owner.kind === kind && owner.key === key,
    selects: selectsListener,
    namespaceAllowed,
    kindAllowed: (supported, kind) => supported.some((entry) => entry.kind === kind),
    hostnamesAllow: (met) => met,
    supportedKinds: allowedKinds,
    together: (_route, attachments) => attachments,
    rules: (rules) => rules,
  },
  backends: { endpoints: readyEndpoints, protocol: specifiedProtocol, shares: specifiedShares },
  answers: {
    noMatch: 404,
    noBackend: 500,
    invalidBackend: 500,
    noEndpoints: 503,
    misdirected: 421,
    timeout: 504,
    unreachable: 503,
    broken: 502,
  },
  filters: {
    setHeader,
    addHeader,
    removeHeader,
    redirect,
    rewritePath,
    rewriteHost: (host, { hostname }) => hostname ?? host,
    ofRequest: (rule, backend) => [...rule, ...backend],
    ofResponse: (rule, backend) => [...rule, ...backend],
    reaches: () => true,
  },
  mirrors: {
    select: (mirrors) => mirrors,
    isNeeded: false,
    share: mirrorShare,
    hasBody: true,
    leavesBody: true,
    copied: (sent) => sent,
  },
  cors: specifiedCors,
  timeouts: specifiedTimeouts,
  retries: specifiedRetries,
  forwarding: {
    origin: readOrigin,
    ofConnection: (_connection, port, request) => ({ port, request }),
    lookAgain: () => undefined,
    target: (received) => received,
    host: (received) => received,
    requestHeaders: (received) => received,
    responseHeaders: (received) => received,
    requestBody: (received) => received,
    responseBody: (received) => received,
  },
  status: {
    reason: (_kind, _type, reason) => reason,
    observedGeneration: (_kind, generation) => generation,
    conditions: (_kind, conditions) => conditions,
    ownsCondition,
    ownsParent: (name) => name === controllerName,
    ownsAncestor: (name) => name === controllerName,
    features: (supported) => supported,
    attachedSets: (accepted) => accepted,
    counting: (listeners) => listeners,
    countedAs: (route) => `${route.kind} ${keyOf(route)}`,
    attachedRoutes: (_listener, accepted) => accepted,
    parents: (_route, desired) => desired,
    ancestors: (gateways) => gateways,
    settled: (_previous, next) => next,
    writtenKinds: (_listed, supported) => supported,
    addresses: (addresses) => addresses,
    hasAddress: (addresses) => addresses.length > 0,
    listeners: (_existing, desired) => [...desired],
    writes: () => true,
    transition: keepTransition,
  },
  serving: {
    frontends: (desired) => desired,
    certificate: chooseCertificate,
    readsWholeHello: true,
    transport: transportOf,
    serviceName,
    requestedAddresses,
    infrastructureMetadata,
  },
  sessions: specifiedSessions,
  mesh: specifiedMesh,
  ingress: specifiedIngress,
};

/** The certificate of the most specific listener for the server name; without a name, of the least specific one. */
function chooseCertificate(
  listeners: Parameters<Behaviour['serving']['certificate']>[0],
  serverName: string | undefined,
) {
  const usable = listeners.filter((listener) => listener.certificates.length > 0);
  if (serverName !== undefined) {
    // A listener that matches but has no certificate must not fall back to another listener's.
    return selectListeners(listeners, serverName.toLowerCase())[0]?.certificates[0];
  }
  return (usable.find((listener) => !listener.hostname) ?? usable[0])?.certificates[0];
}
