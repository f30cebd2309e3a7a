import type { JsonObject } from '../../../apimachinery/types.ts';
import type { Request, Response } from '../server/messages.ts';
import { encodeFrame, encodeProtobuf } from './encode.ts';
import { PROTOBUF_TYPE } from './envelope.ts';

const NOT_ACCEPTABLE = 406;
const JSON_TYPES = ['application/json', 'application/*', '*/*'];

/** True for a client that reads protobuf and not JSON; whoever reads both is given JSON. */
export function wantsProtobuf(accept: string): boolean {
  const entries = accept.split(',').filter((entry) => !entry.includes(';as='));
  const types = entries.map((part) => (part.split(';')[0] ?? '').trim().toLowerCase());
  return types.includes(PROTOBUF_TYPE) && !types.some((type) => JSON_TYPES.includes(type));
}

/** A response whose JSON answers, and lines of a watch, become protobuf where the client reads nothing else. */
export function encodeAnswers(request: Request, response: Response): Response {
  if (!wantsProtobuf(String(request.headers.accept ?? ''))) return response;
  let held: { code: number; headers: Parameters<Response['writeHead']>[1] } | undefined;
  let streams = false;
  const overrides: Pick<Response, 'writeHead' | 'write' | 'end'> = {
    writeHead(code, headers) {
      if (headers['content-type'] !== 'application/json') return response.writeHead(code, headers);
      streams = headers['content-length'] === undefined;
      if (streams) response.writeHead(code, { ...headers, 'content-type': `${PROTOBUF_TYPE};stream=watch` });
      else held = { code, headers };
    },
    write: (chunk) => response.write(streams ? encodeLines(String(chunk)) : chunk),
    end(chunk) {
      const body =
        held && held.code !== NOT_ACCEPTABLE && encodeProtobuf(JSON.parse(String(chunk ?? '')) as JsonObject);
      if (held && body) {
        response.writeHead(held.code, {
          ...held.headers,
          'content-type': PROTOBUF_TYPE,
          'content-length': body.length,
        });
        response.end(body);
        return;
      }
      // What is no built-in kind only JSON can say, nor can protobuf say that it is not spoken here.
      if (held) response.writeHead(held.code, held.headers);
      response.end(chunk);
    },
  };
  return Object.assign(Object.create(response) as Response, overrides);
}

function encodeLines(text: string): Buffer {
  const lines = text.split('\n').filter(Boolean);
  const events = lines.map((line) => JSON.parse(line) as { type: string; object: JsonObject });
  return Buffer.concat(events.map(({ type, object }) => encodeFrame(type, object) ?? Buffer.alloc(0)));
}
