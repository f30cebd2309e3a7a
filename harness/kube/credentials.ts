import http from 'node:http';
import https from 'node:https';
import { messageOf } from '../common/message-of.ts';
import { UsageError } from '../scenario/errors.ts';
import { type Identity, readPlainConfig, readUser } from './plain-config.ts';
import { findProxy } from './proxy.ts';
import { readUserHeaders } from './user-fields.ts';

/** What a request needs beside its own content. */
export interface Access {
  headers: Readonly<Record<string, string | string[]>>;
  /** Short requests share a few kept-alive connections. */
  agent: http.Agent;
  /** A watch holds its connection, so it must not take one of the shared ones. */
  watchAgent: http.Agent;
}

export interface Credentials {
  server: URL;
  access(): Promise<Access>;
  /** Forgets what is cached: a token may have expired. */
  refresh(): void;
  /** Ends the idle connections. Those in use end with their requests. */
  close(): void;
}

// Tokens of exec plugins and token files change; asking once a minute keeps up with them at no cost.
const cacheMs = 60_000;
// Each connection costs a TLS handshake of milliseconds, each request after it a third of one: 200 gets at once from a
// server in this process take 100 ms over 4 connections and 440 ms over 200. A distant server is served well by 8.
const sharedSockets = 8;

/** Reads a kubeconfig. Throws UsageError where it is not one. */
export async function loadCredentials(kubeconfig: string): Promise<Credentials> {
  const plain = readPlainConfig(kubeconfig);
  const server = plain && parseServer(plain.server);
  const user = readUser(kubeconfig);
  if (plain && server && findProxy(server) === undefined) {
    return createCredentials(plain.identity, server, user, false);
  }
  const { KubeConfig } = await import('./whole-config.ts');
  const config = new KubeConfig();
  try {
    config.loadFromString(kubeconfig);
  } catch (error) {
    throw new UsageError(`The kubeconfig cannot be read: ${messageOf(error)}.`);
  }
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw new UsageError('The kubeconfig has no cluster for its current-context.');
  }
  const { proxyUrl = findProxy(parseServer(cluster.server)) } = cluster;
  // It is read where a request is prepared.
  if (proxyUrl !== undefined) Object.assign(cluster, { proxyUrl });
  return createCredentials(config, parseServer(cluster.server), user, proxyUrl !== undefined);
}

function parseServer(server: string): URL {
  if (!URL.canParse(server)) {
    throw new UsageError(`The kubeconfig's server must be a URL, not ${JSON.stringify(server)}.`);
  }
  return new URL(server);
}

function createCredentials(config: Identity, server: URL, user: unknown, proxied: boolean): Credentials {
  let cached: { access: Promise<Access>; until: number } | undefined;
  let agents: { identity: string; agent: http.Agent; watchAgent: http.Agent } | undefined;

  async function resolve(): Promise<Access> {
    const options: https.RequestOptions = { headers: {} };
    await config.applyToHTTPSOptions(options);
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      headers[name] = String(value);
    }
    if (options.auth) {
      headers.Authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
    }
    for (const [name, value] of Object.entries(await readUserHeaders(user))) {
      headers[name] = typeof value === 'string' ? value : [...value];
    }
    const { ca, cert, key, rejectUnauthorized, servername } = options;
    const identity = JSON.stringify([ca, cert, key, rejectUnauthorized, servername].map(String));
    if (agents?.identity !== identity) {
      const tls = { ca, cert, key, servername, ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }) };
      agents = { identity, ...createAgents(server, tls, proxied ? options.agent : undefined) };
    }
    return { headers, agent: agents.agent, watchAgent: agents.watchAgent };
  }

  return {
    server,
    access() {
      if (!cached || cached.until < performance.now()) {
        cached = { access: resolve(), until: performance.now() + cacheMs };
        cached.access.catch(() => {
          cached = undefined;
        });
      }
      return cached.access;
    },
    refresh() {
      cached = undefined;
    },
    close() {
      for (const agent of agents ? [agents.agent, agents.watchAgent] : []) {
        for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) {
          socket.destroy();
        }
      }
    },
  };
}

function createAgents(
  server: URL,
  tls: https.AgentOptions,
  proxyAgent: https.RequestOptions['agent'],
): { agent: http.Agent; watchAgent: http.Agent } {
  if (proxyAgent instanceof http.Agent) {
    return { agent: proxyAgent, watchAgent: proxyAgent };
  }
  const Agent = server.protocol === 'http:' ? http.Agent : https.Agent;
  return {
    agent: new Agent({ ...tls, keepAlive: true, maxSockets: sharedSockets }),
    watchAgent: new Agent({ ...tls, keepAlive: true, maxFreeSockets: 0 }),
  };
}
