import type { Levelled } from './level.ts';
import type { ObjectRef } from './refs.ts';
import type { GrpcExpectation, GrpcRequest } from './traffic/grpc.ts';
import type { HttpExpectation, HttpRequest } from './traffic/http.ts';
import type { TcpExpectation, TcpRequest } from './traffic/tcp.ts';
import type { TlsExpectation, TlsRequest } from './traffic/tls.ts';
import type { UdpExpectation, UdpRequest } from './traffic/udp.ts';
import type { WebSocketExpectation, WebSocketRequest } from './traffic/websocket.ts';

/** What is sent and expected in each protocol that rows can speak. `harness/protocols` has a folder for each. */
export interface Protocols {
  http: { send: HttpRequest; expect: HttpExpectation };
  grpc: { send: GrpcRequest; expect: GrpcExpectation };
  tls: { send: TlsRequest; expect: TlsExpectation };
  tcp: { send: TcpRequest; expect: TcpExpectation };
  udp: { send: UdpRequest; expect: UdpExpectation };
  websocket: { send: WebSocketRequest; expect: WebSocketExpectation };
}

export type ProtocolName = keyof Protocols;

export type * from './traffic/grpc.ts';
export type * from './traffic/http.ts';
export type * from './traffic/tcp.ts';
export type * from './traffic/tls.ts';
export type * from './traffic/udp.ts';
export type * from './traffic/websocket.ts';

/**
 * Where traffic goes. Default: the shared Gateway, and the protocol's usual port (http 80, https 443, …). A ListenerSet
 * is reached at the address of the Gateway that it is attached to, an Ingress at the one that its status tells. `service` and `pod` are labels of backends: requests go
 * to the Service by its DNS name, or to its pod by the pod's address, from inside the pod of the backend that `from` names.
 * Default there: the Service's first port, or the one that it names, and its name as host.
 */
export type TrafficTarget =
  | { gateway?: ObjectRef; port?: number }
  | { listenerSet: ObjectRef; port?: number }
  | { ingress: ObjectRef; port?: number }
  | { address: string; port: number }
  | InsideTarget;

export type InsideTarget = ({ service: string } | { pod: string }) & { from: string; port?: number };

/** One request and what must come of it. */
export interface TrafficRow<P extends ProtocolName> extends Levelled {
  /** Unique in its step; becomes the test's name. */
  name: string;
  send: Protocols[P]['send'];
  expect: Protocols[P]['expect'];
}

/** Rows of one protocol to one target, tried together until all hold. */
export interface TrafficStep<P extends ProtocolName> extends Levelled {
  kind: P;
  rows: readonly [TrafficRow<P>, ...TrafficRow<P>[]];
  target: TrafficTarget;
}

export type HttpRow = TrafficRow<'http'>;
export type HttpStep = TrafficStep<'http'>;

export type AnyTrafficStep = { [P in ProtocolName]: TrafficStep<P> }[ProtocolName];

/** Traffic must be shared in these proportions; judged by a sequential test. Shares are weights, not percentages. */
export interface DistributionOf<P extends ProtocolName> extends Levelled {
  kind: 'distribution';
  name: string;
  protocol: P;
  send: Protocols[P]['send'];
  target: TrafficTarget;
  /** Backend label to weight. A weight of 0 means: never. */
  weights: Readonly<Record<string, number>>;
  /**
   * Status code to weight: this share of the requests must be answered with the code, by no backend (the share of
   * an invalid backend gets 500). Counted with `weights`: the shares of both together are the whole.
   */
  answers?: Readonly<Record<string, number>>;
  /** Weight of the connections that must be refused or reset, counted with the others (the share of an invalid backend). */
  rejected?: number;
  /**
   * What is counted in place of who answers, which must be a backend with a weight: this share of the requests, from 0 to 1,
   * must reach the backend as a copy too, and no others.
   */
  copies?: { to: string; share: number };
  /** Greatest distance of a share from its weight that still passes, for example 0.05. */
  tolerance: number;
}

export type DistributionStep = { [P in ProtocolName]: DistributionOf<P> }[ProtocolName];

type Rows<P extends ProtocolName> = TrafficStep<P>['rows'];

export function http(rows: Rows<'http'>, target: TrafficTarget = {}): TrafficStep<'http'> {
  return { kind: 'http', rows, target };
}

export function grpc(rows: Rows<'grpc'>, target: TrafficTarget = {}): TrafficStep<'grpc'> {
  return { kind: 'grpc', rows, target };
}

/** TLS itself: the handshake, and who ended it. An HTTP exchange over TLS is an `http` row with scheme https. */
export function tls(rows: Rows<'tls'>, target: TrafficTarget = {}): TrafficStep<'tls'> {
  return { kind: 'tls', rows, target };
}

export function tcp(rows: Rows<'tcp'>, target: TrafficTarget = {}): TrafficStep<'tcp'> {
  return { kind: 'tcp', rows, target };
}

export function udp(rows: Rows<'udp'>, target: TrafficTarget = {}): TrafficStep<'udp'> {
  return { kind: 'udp', rows, target };
}

export function websocket(rows: Rows<'websocket'>, target: TrafficTarget = {}): TrafficStep<'websocket'> {
  return { kind: 'websocket', rows, target };
}

type Shares<P extends ProtocolName> = Omit<DistributionOf<P>, 'kind' | 'target' | 'protocol'> & {
  target?: TrafficTarget;
};

export function distribution(step: Shares<'http'> & { protocol?: 'http' }): DistributionOf<'http'>;
export function distribution<P extends ProtocolName>(step: Shares<P> & { protocol: P }): DistributionOf<P>;
export function distribution(step: Shares<'http'> & { protocol?: 'http' }): DistributionOf<'http'> {
  return { protocol: 'http', target: {}, ...step, kind: 'distribution' };
}
