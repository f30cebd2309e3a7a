import type { Client, Metadata, MethodDefinition, ServiceDefinition, StatusObject } from '@grpc/grpc-js';
import type { Progress } from '../common/exchange.ts';
import { ECHO_SERVICE, REFLECTION_METHOD, REFLECTION_SERVICE } from './service.ts';

/** Field numbers of the messages: what of them is written and read. */
const field = (id: number, type = 'string', rule?: 'repeated') => ({ type, id, ...(rule ? { rule } : {}) });
const MESSAGES = {
  Request: { fields: { host: field(1), list_services: field(7) } },
  Response: { fields: { original_request: field(2, 'Request'), list_services_response: field(6, 'Services') } },
  Services: { fields: { service: field(1, 'Service', 'repeated') } },
  Service: { fields: { name: field(1) } },
};

interface ReflectionAnswer {
  original_request: { host: string } | null;
  list_services_response: { service: readonly { name: string }[] } | null;
}

let loaded: Promise<MethodDefinition<object, ReflectionAnswer>> | undefined;

function loadReflection(): Promise<MethodDefinition<object, ReflectionAnswer>> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<MethodDefinition<object, ReflectionAnswer>> {
  const { fromJSON } = await import('./library.ts');
  const methods = {
    Info: { requestType: 'Request', requestStream: true, responseType: 'Response', responseStream: true },
  };
  const root: object = { nested: { ...MESSAGES, Reflection: { methods } } };
  const service = fromJSON(root, { keepCase: true, defaults: true }).Reflection as ServiceDefinition;
  const method = service.Info;
  if (!method) throw new Error('the reflection service has no method Info');
  return method as MethodDefinition<object, ReflectionAnswer>;
}

/** What came of a stream: its end, and how many of its messages were answered, each before the next was sent. */
export interface Streamed {
  status: StatusObject;
  head?: Metadata;
  streamed: number;
}

/** Sends so many messages over one stream, each when the one before it was answered, and ends it. */
export async function streamMessages(
  client: Client,
  metadata: Metadata,
  messages: number,
  progress: Progress,
): Promise<Streamed> {
  const { requestSerialize, responseDeserialize } = await loadReflection();
  const path = `/${REFLECTION_SERVICE}/${REFLECTION_METHOD}`;
  return new Promise((resolve) => {
    let head: Metadata | undefined;
    let streamed = 0;
    const stream = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
    const send = () => {
      progress.stage = `waiting for the answer to message ${streamed + 1} of ${messages}`;
      stream.write({ host: nameMessage(streamed), list_services: '*' });
    };
    progress.onEnd(() => stream.cancel());
    stream.on('metadata', (received) => {
      head = received;
    });
    stream.on('data', (answer: ReflectionAnswer) => {
      if (!answersMessage(answer, streamed)) return stream.cancel();
      streamed += 1;
      if (streamed < messages) return send();
      progress.stage = 'waiting for the end of the stream';
      stream.end();
    });
    // The status says what went wrong.
    stream.on('error', () => undefined);
    stream.on('status', (status) => setImmediate(() => resolve({ status, ...(head ? { head } : {}), streamed })));
    send();
  });
}

function nameMessage(index: number): string {
  return `message-${index + 1}`;
}

/** The message comes back in its answer, beside the services of an echo server. */
function answersMessage(answer: ReflectionAnswer, index: number): boolean {
  const services = answer.list_services_response?.service ?? [];
  return answer.original_request?.host === nameMessage(index) && services.some(({ name }) => name === ECHO_SERVICE);
}
