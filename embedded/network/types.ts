import type { Socket } from 'node:dgram';
import type { Server, Socket as TcpSocket } from 'node:net';

/**
 * The embedded cluster's network: addresses of 127.0.0.0/8 handed out to pods, Services and load balancers. Where a
 * port may not be bound (under 1024 without root) or only 127.0.0.1 exists, a listener stands at another place, and
 * `dial` knows where.
 */
export interface Network {
  /** A free address: `pod` of 127.64.0.0/12, `service` of 127.96.0.0/12, `loadBalancer` of 127.112.0.0/12. */
  allocate(kind: AddressKind): string;
  /** Takes a certain address of that kind; false where it is in use or not of this cluster. */
  claim(kind: AddressKind, address: string): boolean;
  release(address: string): void;
  /** Whether an address is of this cluster, handed out or not. */
  owns(address: string): boolean;
  /** Starts a TCP (or HTTP, TLS) server at a cluster address. Rejects with EADDRINUSE where it is taken. */
  listen(server: Server, address: string, port: number): Promise<void>;
  /** The same for UDP: binds a socket of type `udp4`. */
  bind(socket: Socket, address: string, port: number): Promise<void>;
  /**
   * Gives a connection to the server that listens at a cluster address, as if it had come there: what a Service does
   * without a second connection. False where no server of this thread listens there.
   */
  handOver(connection: TcpSocket, address: string, port: number): boolean;
  /** Where a cluster address is really reached; the same place where nothing is mapped. */
  dial(address: string, port: number, protocol?: 'tcp' | 'udp'): { host: string; port: number };
  /**
   * Leads TCP connections that pods open elsewhere, as a mesh does with rules in the kernel; undefined ends that. There is
   * one who does so at a time.
   */
  redirectOutbound(redirect: Redirect | undefined): void;
  /** Where a connection that a pod opens to a cluster address is really to be made. */
  dialFrom(pod: PodPlace, address: string, port: number): { host: string; port: number };
}

/** Who opens a connection. */
export interface PodPlace {
  namespace: string;
  ip: string;
}

/** Another cluster address for a connection; undefined where it is left alone. */
export type Redirect = (from: PodPlace, address: string, port: number) => { address: string; port: number } | undefined;

export type AddressKind = 'pod' | 'service' | 'loadBalancer';
