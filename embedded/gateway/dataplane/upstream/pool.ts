import { Agent } from 'node:http';
import https from 'node:https';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { BackendTlsBehaviour } from '../../behaviour/backend-tls.ts';
import type { Upstream } from '../http/types.ts';
import { callHttp1 } from './http1.ts';
import { callHttp2, connectSession, createSessions } from './http2.ts';
import { nameSecurity, secureOptions } from './tls.ts';
import type { UpstreamCall, UpstreamEvents, UpstreamRequest } from './types.ts';

/** The gateway's connections to backends. */
export interface UpstreamPool {
  call(upstream: Upstream, request: UpstreamRequest, events: UpstreamEvents): UpstreamCall;
  /** For requests that Node's HTTP client is to make itself. */
  agent(upstream: Upstream): Agent;
  /** A connection for bytes as they are; an error tells that it could not be made. */
  connect(upstream: Upstream): Socket;
  close(): void;
}

const agentOptions = { keepAlive: true, maxFreeSockets: 32, timeout: 30_000 };
const mostAgents = 100;

export function createUpstreamPool(
  dial: (address: string, port: number) => { host: string; port: number },
  behaviour: BackendTlsBehaviour,
): UpstreamPool {
  const plainAgent = new Agent(agentOptions);
  const secureAgents = new Map<string, https.Agent>();
  const sessions = createSessions();

  const optionsOf = ({ tls, clientCertificate }: Upstream) =>
    tls ? secureOptions(tls, clientCertificate, behaviour) : undefined;
  const agentFor = (upstream: Upstream): Agent => {
    const options = optionsOf(upstream);
    if (!options) return plainAgent;
    const name = nameSecurity(upstream.tls, upstream.clientCertificate);
    const known = secureAgents.get(name);
    if (known) return known;
    if (secureAgents.size >= mostAgents) closeAgents();
    const agent = new https.Agent({ ...agentOptions, ...options, maxCachedSessions: 0 });
    secureAgents.set(name, agent);
    return agent;
  };
  const closeAgents = () => {
    for (const agent of secureAgents.values()) agent.destroy();
    secureAgents.clear();
  };
  const placeOf = ({ endpoint }: Upstream) => dial(endpoint.address, endpoint.port);

  return {
    call(upstream, request, events) {
      const place = placeOf(upstream);
      if (upstream.protocol !== 'h2c') return callHttp1(place, agentFor(upstream), request, events);
      const { endpoint, tls, clientCertificate } = upstream;
      const key = `${endpoint.address}:${endpoint.port} ${nameSecurity(tls, clientCertificate)}`;
      const session = sessions.get(key, () => connectSession(place, optionsOf(upstream)));
      return callHttp2(session, tls ? 'https' : 'http', request, events);
    },
    agent: agentFor,
    connect(upstream) {
      const options = { ...placeOf(upstream), allowHalfOpen: true, noDelay: true };
      const secure = optionsOf(upstream);
      return secure ? connectTls({ ...options, ...secure }) : connectPlain(options);
    },
    close() {
      plainAgent.destroy();
      closeAgents();
      sessions.close();
    },
  };
}
