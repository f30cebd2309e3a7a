import type { AnyAnswer, AnyOutcome, BackendTls, Branch } from './answer.ts';
import type { ClauseId } from './clauses.ts';
import { type ForwardedRequest, type Redirect, splitValues } from './http/filters.ts';

/** What came of a request, as a client and a backend saw it. */
export interface Observation {
  /** Undefined where there was no answer over HTTP. */
  status?: number;
  /** Status of a call of gRPC, as `UNAVAILABLE`. */
  code?: string;
  headers: readonly (readonly [string, string])[];
  /** Why there was none. */
  error?: string;
  /** SHA-256 of a body that no backend said itself. */
  digest?: string;
  /** What the backend says that answered; undefined where none did. */
  backend?: {
    address: string;
    method: string;
    host: string;
    path: string;
    headers: Readonly<Record<string, readonly string[]>>;
    /** Who ended the TLS of the client, where it was told. */
    terminated?: 'gateway' | 'backend';
  };
}

export interface AnswerDifference {
  expected: string;
  observed: string;
  clause: ClauseId;
}

/** Undefined where one of the allowed answers is this one; else how it differs from that of the strictest reading. */
export function compareAnswer(
  answer: AnyAnswer,
  observation: Observation,
  scheme: string,
): AnswerDifference | undefined {
  const branches = answer.alternatives.flatMap((alternative) => alternative.branches);
  if (branches.some((branch) => findDifference(branch.outcome, observation, scheme) === undefined)) return undefined;
  const [strict] = answer.alternatives;
  // Of a rule with several backends, the one that answered is the one to be compared with.
  const nearest =
    strict.branches.find(({ outcome }) => isFrom(outcome, observation)) ?? strict.branches[0] ?? branches[0];
  if (!nearest) throw new Error('an answer has at least one branch');
  const detail = isFrom(nearest.outcome, observation)
    ? findDifference(nearest.outcome, observation, scheme)
    : undefined;
  return {
    expected: detail?.expected ?? strict.branches.map(describeBranch).join(', or '),
    observed: detail?.observed ?? describeObservation(observation),
    clause: detail?.clause ?? nearest.clause,
  };
}

/** Whether the observation is what the branch means, headers and all aside. */
export function isFrom(outcome: AnyOutcome, { backend }: Observation): boolean {
  return (
    (outcome.kind === 'forward' || outcome.kind === 'connect') &&
    outcome.endpoints.some(({ address }) => address === backend?.address)
  );
}

function findDifference(outcome: AnyOutcome, observation: Observation, scheme: string): AnswerDifference | undefined {
  const { status, code, backend } = observation;
  const different = (clause: ClauseId): AnswerDifference => ({
    expected: describeOutcome(outcome),
    observed: describeObservation(observation),
    clause,
  });
  switch (outcome.kind) {
    case 'anything':
      return undefined;
    case 'refuse':
      return status === undefined && code === undefined && !backend ? undefined : different('listener.none');
    case 'respond':
      return status !== undefined && !backend && outcome.codes.includes(status) ? undefined : different('rule.none');
    case 'redirect':
      return !backend && isRedirect(outcome.redirect, observation, scheme) ? undefined : different('redirect');
    case 'status':
      return code !== undefined && !backend && outcome.codes.includes(code) ? undefined : different('grpc.none');
    case 'connect': {
      if (!isFrom(outcome, observation)) return different('backend.port');
      const ended = backend?.terminated;
      return ended === undefined || outcome.terminatedBy === undefined || ended === outcome.terminatedBy
        ? undefined
        : different('tls.server-name');
    }
    case 'forward':
      if (!isFrom(outcome, observation)) return different('backend.port');
      return (
        findRequestDifference(outcome.request, observation) ?? findResponseDifference(outcome.response, observation)
      );
  }
}

function isRedirect(redirect: Redirect, { status, headers }: Observation, scheme: string): boolean {
  if (status !== redirect.status) return false;
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined) return false;
  try {
    const url = new URL(location, `${scheme}://${redirect.host}:${redirect.port}`);
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    return (
      url.protocol === `${redirect.scheme}:` &&
      url.hostname === redirect.host &&
      port === redirect.port &&
      `${url.pathname}${url.search}` === redirect.path
    );
  } catch {
    return false;
  }
}

function findRequestDifference(wanted: ForwardedRequest, { backend }: Observation): AnswerDifference | undefined {
  if (!backend) return undefined;
  const pairs: readonly [string, string, string, ClauseId][] = [
    ['method', wanted.method, backend.method, 'request.forwarded'],
    ['Host', wanted.host, backend.host, 'request.forwarded'],
    ['path', wanted.path, backend.path, 'request.forwarded'],
    ...Object.entries(wanted.headers).map(([name, values]): [string, string, string, ClauseId] => [
      `header ${name}`,
      joinValues(values),
      joinValues(readValues(backend.headers, name)),
      'filter.headers',
    ]),
  ];
  for (const [what, expected, observed, clause] of pairs)
    if (expected !== observed)
      return { expected: `the backend receives ${what} ${expected}`, observed: `${what} ${observed}`, clause };
  return undefined;
}

function findResponseDifference(
  wanted: Readonly<Record<string, readonly string[]>>,
  { headers }: Observation,
): AnswerDifference | undefined {
  for (const [name, values] of Object.entries(wanted)) {
    const lines = headers.filter(([sent]) => sent.toLowerCase() === name).map(([, value]) => value);
    const [expected, observed] = [joinValues(values), joinValues(splitValues(lines))];
    if (expected !== observed)
      return { expected: `the response has ${name} ${expected}`, observed, clause: 'filter.headers' };
  }
  return undefined;
}

function readValues(headers: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] {
  const found = Object.entries(headers).find(([sent]) => sent.toLowerCase() === name);
  return splitValues(found?.[1] ?? []);
}

function joinValues(values: readonly string[]): string {
  return values.length > 0 ? values.map((value) => JSON.stringify(value)).join(', ') : 'absent';
}

export function describeBranch({ outcome, share }: Branch<AnyOutcome>): string {
  return share === 1 ? describeOutcome(outcome) : `${describeOutcome(outcome)} (${Math.round(share * 1000) / 10} %)`;
}

export function describeOutcome(outcome: AnyOutcome): string {
  switch (outcome.kind) {
    case 'forward': {
      const { namespace, name, port } = outcome.backend;
      return `an answer of ${namespace}/${name}:${port}${describeTls(outcome.tls)}`;
    }
    case 'status':
      return `status ${outcome.codes.join(' or ')}`;
    case 'connect': {
      const { namespace, name, port } = outcome.backend;
      const ended = outcome.terminatedBy === undefined ? '' : `, TLS ended by the ${outcome.terminatedBy}`;
      return `a connection to ${namespace}/${name}:${port}${ended}${describeTls(outcome.tls)}`;
    }
    case 'respond':
      return `status ${outcome.codes.join(' or ')}`;
    case 'redirect': {
      const { status, scheme, host, port, path } = outcome.redirect;
      return `status ${status} to ${scheme}://${host}:${port}${path}`;
    }
    case 'refuse':
      return 'no answer';
    case 'anything':
      return 'anything';
  }
}

function describeTls(tls: BackendTls | undefined): string {
  return tls === undefined ? '' : ` over TLS (${tls.serverName}, by BackendTLSPolicy ${tls.policy})`;
}

export function describeObservation({ status, code, error, backend, headers }: Observation): string {
  if (code !== undefined) return `status ${code}${backend ? ` of the backend at ${backend.address}` : ''}`;
  if (backend && status === undefined) return `an answer of the backend at ${backend.address}`;
  if (status === undefined) return `no answer (${error ?? 'connection closed'})`;
  if (backend) return `status ${status} of the backend at ${backend.address}`;
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return `status ${status}${location === undefined ? '' : ` to ${location}`}`;
}
