import type { Socket } from 'node:net';
import type { ServedPort } from '../../model/served.ts';

/** The server behind one port of one frontend. */
export interface PortServer {
  /** Changes what is served; undefined ends it for kept connections too. */
  serve(port: ServedPort | undefined): void;
  listen(address: string, port: number): Promise<void>;
  /** Stops listening, and waits for the requests under way. */
  close(): Promise<void>;
  /** Ends everything. */
  destroy(): void;
}

/** What becomes of the connections to a port. */
export interface ConnectionHandler {
  accept(socket: Socket): void;
  /** Tells that the port serves something else now. */
  refresh(): void;
  /** Ends what is idle. */
  close(): void;
}
