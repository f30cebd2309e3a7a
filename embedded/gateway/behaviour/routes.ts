import type { Entry, GrpcEntry, HttpEntry, StreamEntry } from '../model/served.ts';

/** One comparison for each criterion: negative where the first entry is preferred. */
export type PrecedencePolicy<Criterion extends string, Sorted extends Entry> = Record<
  Criterion,
  (a: Sorted, b: Sorted) => number
>;

export const httpCriteria = [
  'hostname',
  'exactPath',
  'prefixLength',
  'method',
  'headerCount',
  'queryCount',
  'age',
  'name',
  'ruleOrder',
] as const;

export const grpcCriteria = [
  'hostname',
  'serviceLength',
  'methodLength',
  'headerCount',
  'age',
  'name',
  'ruleOrder',
] as const;

/** For TLSRoute, TCPRoute and UDPRoute, which have one rule and nothing to match but hostnames. */
export const streamCriteria = ['hostname', 'age', 'name', 'ruleOrder'] as const;

export type HttpPrecedence = PrecedencePolicy<(typeof httpCriteria)[number], HttpEntry>;
export type GrpcPrecedence = PrecedencePolicy<(typeof grpcCriteria)[number], GrpcEntry>;
export type StreamPrecedence = PrecedencePolicy<(typeof streamCriteria)[number], StreamEntry>;

/** Statuses that the gateway itself gives to gRPC calls (https://grpc.io/docs/guides/status-codes/). */
export interface GrpcPolicy {
  /** Whether a match's service or method is that of the call; a regular expression or exact. */
  matchesName(part: 'service' | 'method', type: string, expected: string, given: string): boolean;
  noMatch: number;
  noBackend: number;
  invalidBackend: number;
  noEndpoints: number;
  timeout: number;
  unreachable: number;
  broken: number;
}

/** What becomes of connections and datagrams. */
export interface StreamPolicy {
  /** The entry that a connection is led by, given those that match, best first. */
  choose(entries: readonly StreamEntry[]): StreamEntry | undefined;
  /** Whether a connection that leads nowhere is broken off. */
  rejects: boolean;
}
