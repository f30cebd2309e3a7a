import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { makeServingCertificate } from '../apiserver/server/certificates.ts';
import { readLogOptions } from '../apiserver/server/logoptions.ts';
import { startListening } from '../network/listening.ts';
import type { NodeRuntime } from './pods/runtime.ts';

export interface Kubelet {
  port: number;
  stop(): void;
}

export interface KubeletOptions {
  runtime: NodeRuntime;
  now(): Date;
}

/**
 * What a real API server asks a node's kubelet for: the logs of containers, at `/containerLogs/NAMESPACE/POD/CONTAINER`.
 * On 127.0.0.1 only. Commands and ports are not served: their streams are not HTTP.
 */
export async function startKubelet({ runtime, now }: KubeletOptions): Promise<Kubelet> {
  const { certificatePem, keyPem } = await makeServingCertificate('127.0.0.1');
  const server: Server = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://kubelet');
    const [kind, namespace = '', pod = '', container = ''] = pathname.split('/').slice(1).map(decodeURIComponent);
    if (kind !== 'containerLogs' || request.method !== 'GET') {
      response.writeHead(501).end(`the embedded node serves logs, not ${kind}\n`);
      return;
    }
    const over = new AbortController();
    response.once('close', () => over.abort());
    try {
      const { previous: _previous, limitBytes: _limit, ...query } = readLogOptions(searchParams, pod, now());
      const log = runtime.readLog({ namespace, pod, container }, { ...query, signal: over.signal }) ?? '';
      response.writeHead(200, { 'content-type': 'text/plain' });
      if (typeof log === 'string') response.end(log);
      else {
        response.flushHeaders();
        void pipeline(log, response).catch(() => {});
      }
    } catch (error) {
      response.writeHead(400).end(error instanceof Error ? error.message : String(error));
    }
  });
  await startListening(server, '127.0.0.1', 0);
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
