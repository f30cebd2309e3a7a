import type { ExchangeRecord } from '../result/exchanges.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { ProtocolName, Protocols } from '../scenario/traffic.ts';
import type { Clock } from '../wait/types.ts';
import type { ConnectionPool } from './common/pool.ts';
import type { Sender } from './common/sender.ts';

export type Transport = 'tcp' | 'udp';

/** Maps a cluster address to where it can be reached from here. */
export interface Dial {
  /** `transport`: default tcp. */
  (address: string, port: number, transport?: Transport): { host: string; port: number };
  /** Why connections for an address fail on the way to it, one phrase; undefined where the way is not at fault. */
  explain?(address: string, port: number): string | undefined;
  /** Who sends to an address in our place; undefined where connections are opened from here. */
  senderTo?(address: string, port: number): Sender | undefined;
}

/** An address of the cluster and a port, before the provider's dial mapping. */
export interface Remote {
  address: string;
  port: number;
}

/** A host and port as a pod sees them, and by what one sends from inside it: the agent's port, or the client's container. */
export interface InsidePlace extends PodIdentity {
  host: string;
  port: number;
  agentPort: number;
  clientContainer: string;
}

/** By what an exchange gets to the cluster. */
export interface Link {
  dial: Dial;
  clock: Clock;
}

export interface SendOptions {
  timeoutMs: number;
  signal: AbortSignal;
  /** PEM certificate to trust. */
  authority?: string;
  /** Where a connection may come from, and go to afterwards, by protocols that keep connections; default: a new one. */
  pool?: ConnectionPool;
}

/** One request and what came of it. Each protocol adds the request and the answer. */
export interface Exchange {
  protocol: ProtocolName;
  remote: Remote;
  /** Set where there is no answer. */
  error?: { code: string; message: string };
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
}

/** Where requests of a protocol go when the target names no port, and what the listener there must speak. */
export interface Entry {
  transport: Transport;
  tls: boolean;
  port: number;
}

/** Who answered, and how: what tells one answer from another. */
export interface Answer {
  /** The protocol's status code, as text: `404`, `UNAVAILABLE`. */
  code: string;
  /** The pod, where it tells that it is a backend's. */
  backend?: PodIdentity;
  /** It may change by itself, as while a proxy starts. */
  passing: boolean;
  /** Somebody on the way waited no longer, as happens by itself on a busy machine. */
  late?: boolean;
}

export interface PodIdentity {
  namespace: string;
  pod: string;
}

/** Pods behind each backend that the scenario declared, by label. */
export type Backends = Readonly<Record<string, { pods: ReadonlySet<string>; namespace: string }>>;

export interface MatchContext {
  backends: Backends;
}

/** For what only the backends' logs tell. */
export interface LogContext extends MatchContext {
  /** Lines that a pod wrote since a time. */
  readLog(pod: PodIdentity, since: Date): Promise<readonly string[]>;
  clock: Clock;
  signal: AbortSignal;
}

/** How copies that a proxy makes of requests are found, whose answers nobody sees. */
export interface CopyFinder<P extends ProtocolName, Sent extends Exchange = Exchange> {
  /** The request, which can be told from all others. */
  mark(send: Protocols[P]['send']): Protocols[P]['send'];
  /** Which of these exchanges reached the backend too, by its label, once it tells of no more. */
  find(exchanges: readonly Sent[], label: string, context: LogContext): Promise<readonly boolean[]>;
}

/** What a control route is made of, once a listener was chosen for it. */
export interface ControlSpec {
  /** The listener's Gateway or ListenerSet, and the listener. */
  parentRef: Readonly<Record<string, unknown>>;
  namespace: string;
  /** Occurs nowhere else: becomes the name, and the path or whatever tells the answer. */
  word: string;
  /** A hostname that the listener takes, and no other listener of its port. */
  host: string;
  tls: boolean;
  /** Service of an echo backend in the same namespace. */
  service: { name: string; port: number };
}

export interface Control {
  route: KubeObject;
  request: object;
  /** `GET http://host/path`, for messages. */
  line: string;
}

/** How a protocol proves that a listener serves what was applied last: a route of our own, and its answer. */
export interface ControlProof {
  /** In which its request is sent. */
  protocol: ProtocolName;
  routeKind: string;
  /** Protocols of listeners that such a route can be attached to, and whether one speaks TLS with them. */
  listeners: Readonly<Record<string, { tls: boolean }>>;
  compose(spec: ControlSpec): Control;
  /** What came instead; undefined where the route is served. */
  findLack(exchange: Exchange): string | undefined;
}

/**
 * All that the harness knows of a protocol. `Request` is what rows say with all defaults resolved.
 * https://gateway-api.sigs.k8s.io/reference/spec/#protocoltype lists what listeners speak.
 */
export interface Protocol<P extends ProtocolName, Request extends object = object, Sent extends Exchange = Exchange> {
  readonly name: P;
  /** @param expect of the row, where it has one: a request may have to be one that its traces can be told by */
  resolve(send: Protocols[P]['send'], env: ScenarioEnv, expect?: Protocols[P]['expect']): Request;
  entry(send: Protocols[P]['send']): Entry;
  /** Over a connection of its own, which is closed afterwards, or one of the pool. Rejects only when aborted. */
  send(link: Link, remote: Remote, request: Request, options: SendOptions): Promise<Sent>;
  /**
   * Every difference between an exchange and what was expected of it.
   * @throws HarnessError where the expectation names a backend that the scenario does not have
   */
  match(exchange: Sent, expect: Protocols[P]['expect'], context: MatchContext): FieldMismatch[];
  /** What can be seen only elsewhere; asked where `match` found no difference. */
  matchLogs?(exchange: Sent, expect: Protocols[P]['expect'], context: LogContext): Promise<FieldMismatch[]>;
  /** False where a connection that is refused may be what is expected. */
  wantsAnswer(expect: Protocols[P]['expect']): boolean;
  /** It can hold only once the scenario's own configuration is served. */
  provesLive(expect: Protocols[P]['expect']): boolean;
  /** Labels of the backends that an expectation names. */
  listBackends(expect: Protocols[P]['expect']): readonly string[];
  /** What is sent, for people, as far as it is not the default. */
  describe(send: Protocols[P]['send']): string;
  describeExpectation(expect: Protocols[P]['expect'], send: Protocols[P]['send'], env: ScenarioEnv): string;
  /** Undefined where there was no answer. */
  identify(exchange: Sent): Answer | undefined;
  record(exchange: Sent): ExchangeRecord;
  /** Whether a request may go over a connection of a pool. */
  keepsConnection?(request: Request): boolean;
  /** Missing where no copies of requests can be found. */
  readonly copies?: CopyFinder<P, Sent>;
  /** A route of the engine's own that proves what a listener serves; missing where the protocol has none. */
  readonly control?: ControlProof;
}
