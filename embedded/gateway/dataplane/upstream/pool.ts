import { Agent } from 'node:http';
import type { Upstream } from '../http/types.ts';
import { callHttp1 } from './http1.ts';
import { callHttp2, connectPlain, createSessions } from './http2.ts';
import type { UpstreamCall, UpstreamEvents, UpstreamRequest } from './types.ts';

/** The gateway's connections to backends. */
export interface UpstreamPool {
  call(upstream: Upstream, request: UpstreamRequest, events: UpstreamEvents): UpstreamCall;
  /** For requests that Node's HTTP client is to make itself. */
  agent(): Agent;
  close(): void;
}

export function createUpstreamPool(
  dial: (address: string, port: number) => { host: string; port: number },
): UpstreamPool {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 32, timeout: 30_000 });
  const sessions = createSessions();
  return {
    call({ endpoint, protocol }, request, events) {
      const place = dial(endpoint.address, endpoint.port);
      if (protocol !== 'h2c') return callHttp1(place, agent, request, events);
      const session = sessions.get(`${endpoint.address}:${endpoint.port}`, () => connectPlain(place));
      return callHttp2(session, 'http', request, events);
    },
    agent: () => agent,
    close() {
      agent.destroy();
      sessions.close();
    },
  };
}
