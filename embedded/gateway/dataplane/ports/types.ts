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
