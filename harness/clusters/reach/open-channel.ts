import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { Credentials } from '../../kube/credentials.ts';
import { parseFailure } from '../../kube/errors.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { channelProtocol } from './channels.ts';

/** The API server does not lead there, whoever serves: the user may not, or it cannot be asked. */
export class ForwardRefused extends HarnessError {}

/** A subresource of a pod that is a stream. */
export interface PodStream {
  namespace: string;
  pod: string;
  /** `portforward`, `exec`. */
  subresource: string;
  query: URLSearchParams;
  /** What is asked for, for messages. */
  what: string;
}

/**
 * Opens a WebSocket through the API server. Rejects with ForwardRefused where that refuses, with another error where the pod
 * is gone. It is paused.
 */
export async function openChannel(
  credentials: Credentials,
  { namespace, pod, subresource, query, what }: PodStream,
): Promise<WebSocket> {
  const { headers, watchAgent } = await credentials.access();
  const url = new URL(credentials.server);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/${subresource}`;
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  url.search = query.toString();
  const channel = new WebSocket(url, channelProtocol, { headers, agent: watchAgent, perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(new ForwardRefused(`${what}: ${error.message}`, { cause: error }));
    };
    channel.once('error', fail);
    channel.once('unexpected-response', (request, response) => {
      void readText(response).then((text) => {
        request.destroy();
        const { statusCode = 0 } = response;
        const { message } = parseFailure(statusCode, text);
        const told = `${what}: ${message || 'refused'} (HTTP ${statusCode})`;
        // A pod that is gone is its controller's affair.
        reject(statusCode === 404 ? new Error(told) : new ForwardRefused(told));
      });
    });
    channel.once('open', () => {
      channel.off('error', fail);
      // Nobody listens yet, and the first frames may have come with the answer.
      channel.pause();
      resolve(channel);
    });
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response) text += chunk;
  } catch {
    // What came says enough.
  }
  return text;
}
