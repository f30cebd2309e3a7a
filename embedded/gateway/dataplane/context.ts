import type { Behaviour } from '../behaviour/types.ts';
import type { ServedPort } from '../model/served.ts';
import type { Habits } from '../variants/types.ts';
import type { Choose } from './choose.ts';
import type { UpstreamPool } from './upstream/pool.ts';

/** What handling a request needs beside the request. */
export interface DataPlaneContext {
  behaviour: Behaviour;
  habits: Habits;
  choose: Choose;
  upstreams: UpstreamPool;
  dial(address: string, port: number, protocol?: 'tcp' | 'udp'): { host: string; port: number };
  requestId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  log(line: string): void;
}

/** What one port serves at this moment; undefined once it is no longer served. */
export type CurrentPort = () => ServedPort | undefined;
