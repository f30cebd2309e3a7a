import type { Readable } from 'node:stream';
import type { ForwardPlan, ReceivedRequest } from '../dataplane/http/types.ts';
import type { HeaderLine } from '../model/header.ts';
import type { CorsFilter, RequestRedirect, Retry, RouteMatch, Timeouts, UrlRewrite } from '../model/http-route.ts';
import type { NamedMatch } from '../model/route.ts';
import type { CompiledFilter, Endpoint, ServedPort } from '../model/served.ts';
import type { HttpPrecedence } from './routes.ts';

export interface MatchPolicy {
  /** The conditions of a match that count for a request. */
  conditions(match: RouteMatch, headers: readonly HeaderLine[]): RouteMatch;
  exactPath(expected: string, path: string): boolean;
  prefixPath(prefix: string, path: string): boolean;
  /** Whether a regular expression matches a path, a header's value or a query parameter's. */
  regularExpression(where: 'path' | 'header' | 'query', expression: string, text: string): boolean;
  headerName(expected: string, name: string): boolean;
  headerValue(expected: string, value: string): boolean;
  /** The conditions on headers that count: of equivalent names one. */
  headersOf(kind: 'HTTPRoute' | 'GRPCRoute', conditions: readonly NamedMatch[]): readonly NamedMatch[];
  /** Joins the results of a match's header conditions. */
  joinHeaders(results: readonly boolean[]): boolean;
  method(expected: string, method: string): boolean;
  queryName(expected: string, name: string): boolean;
  queryValue(expected: string, value: string): boolean;
  /** Joins the results of a match's conditions on query parameters. */
  joinQuery(results: readonly boolean[]): boolean;
}

/** Status codes of the answers that the gateway itself gives. */
export interface AnswerPolicy {
  noMatch: number;
  noBackend: number;
  invalidBackend: number;
  noEndpoints: number;
  misdirected: number;
  timeout: number;
  /** The backend refuses connections. */
  unreachable: number;
  /** The backend broke the exchange off. */
  broken: number;
}

export interface FilterPolicy {
  setHeader(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[];
  addHeader(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[];
  removeHeader(lines: readonly HeaderLine[], name: string): readonly HeaderLine[];
  redirect(filter: RequestRedirect, request: RedirectInput): { status: number; location: string };
  /** The target with the path that a rewrite asks for. */
  rewritePath(target: string, rewrite: UrlRewrite, match: RouteMatch): string;
  rewriteHost(host: string, rewrite: UrlRewrite): string;
  /** The filters that a request meets, the rule's before the backend's. */
  ofRequest(
    rule: readonly CompiledFilter[],
    backend: readonly CompiledFilter[],
    request: { method: string; headers: readonly HeaderLine[] },
  ): readonly CompiledFilter[];
  /** The filters that a response meets. */
  ofResponse(rule: readonly CompiledFilter[], backend: readonly CompiledFilter[]): readonly CompiledFilter[];
  /** Whether what filters, or the gateway by itself, change of responses is changed of that one. */
  reaches(part: 'filters' | 'own', response: { status: number; isEnded: boolean }): boolean;
}

export interface RedirectInput {
  scheme: 'http' | 'https';
  host: string;
  /** Host header as received. */
  hostHeader: string;
  /** Port of the listener. */
  port: number;
  /** Path and query as received. */
  target: string;
  match: RouteMatch;
}

export interface MirrorPolicy {
  /** The filters whose backends get a copy. */
  select(mirrors: readonly CompiledFilter[]): readonly CompiledFilter[];
  /** Whether a copy has the body of its request. */
  hasBody: boolean;
  /** Whether the request has its body still, once copies were made. */
  leavesBody: boolean;
  /** A copy's method and target, from those of its request. */
  copied(sent: { method: string; target: string }): { method: string; target: string };
  /** Whether a request fails with a copy that cannot be sent. */
  isNeeded: boolean;
  /** How many of how many requests are copied. */
  share(filter: CompiledFilter): { numerator: number; denominator: number };
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter */
export interface CorsPolicy {
  isPreflight(request: CorsRequest): boolean;
  /** Whether the origin may read what the backend answers. */
  allowsOrigin(filter: CorsFilter, origin: string): boolean;
  /** Status of the answer to a preflight request, allowed or not. */
  preflightStatus(allowed: boolean): number;
  /** Values of the response's headers; undefined leaves one out. */
  origin(filter: CorsFilter, origin: string): string;
  credentials(filter: CorsFilter): string | undefined;
  methods(filter: CorsFilter, request: CorsRequest): string | undefined;
  headers(filter: CorsFilter, request: CorsRequest): string | undefined;
  expose(filter: CorsFilter): string | undefined;
  maxAge(filter: CorsFilter): string;
}

/** What of a request CORS looks at; undefined stands for a header that is not there. */
export interface CorsRequest {
  method: string;
  origin?: string;
  requestedMethod?: string;
  requestedHeaders?: string;
}

export interface TimeoutPolicy {
  /** Whether the time for the whole exchange begins anew with every try. */
  restarts: boolean;
  /** Milliseconds for the whole exchange; 0 for no limit. */
  request(timeouts: Timeouts): number;
  /** Milliseconds for one try at a backend; 0 for no limit. */
  backendRequest(timeouts: Timeouts): number;
}

/** How a try at a backend ended. */
export type Outcome =
  | { kind: 'status'; status: number }
  /** No connection could be made, or the backend refused the request before it looked at it. */
  | { kind: 'unreachable' }
  /** The exchange broke off after the request was sent. */
  | { kind: 'broken' }
  | { kind: 'timeout' };

export interface RetryPolicy {
  /** How many times a request may be sent again. */
  attempts(retry: Retry): number;
  /** Headers of a try, 0 being the first, from what the filters have made of those received. */
  headers(filtered: readonly HeaderLine[], received: readonly HeaderLine[], number: number): readonly HeaderLine[];
  /** Target of a try, from what the filters have made of the one received. */
  target(filtered: string, received: string, number: number): string;
  /** Whether a further try has the body of the request. */
  hasBody: boolean;
  /** Whether the outcome asks for another try. */
  isRetriable(retry: Retry, outcome: Outcome): boolean;
  /** Milliseconds before a further try, the first being number 1. */
  backoff(retry: Retry, number: number): number;
}

export interface ForwardPolicy {
  /** The target from its path on, and the host that it is for; a target may be a whole URL (RFC 9112 3.2.2). */
  origin(target: string, host: string): { target: string; host: string };
  /** What a request is routed by and as, given the connection that it came over. */
  ofConnection(
    connection: object,
    port: ServedPort | undefined,
    request: ReceivedRequest,
  ): { port: ServedPort | undefined; request: ReceivedRequest };
  /** The request by which a rule is chosen once more, after the filters of the first; undefined where none is. */
  lookAgain(received: ReceivedRequest, plan: ForwardPlan): ReceivedRequest | undefined;
  /** Request target sent to the backend, from the one received. */
  target(received: string): string;
  /** Host header sent to the backend. */
  host(received: string, endpoint: Endpoint): string;
  /** Headers of requests and of responses, as they meet the filters, without those of one connection only. */
  requestHeaders(received: readonly HeaderLine[]): readonly HeaderLine[];
  responseHeaders(received: readonly HeaderLine[]): readonly HeaderLine[];
  /** Bodies as they are passed on, of requests that are sent to one backend once, and of responses. */
  requestBody(received: Readable): Readable;
  responseBody(received: Readable): Readable;
}

/** What decides about HTTP requests. */
export interface HttpBehaviour {
  matching: MatchPolicy;
  precedence: HttpPrecedence;
  answers: AnswerPolicy;
  filters: FilterPolicy;
  mirrors: MirrorPolicy;
  cors: CorsPolicy;
  timeouts: TimeoutPolicy;
  retries: RetryPolicy;
  forwarding: ForwardPolicy;
}
