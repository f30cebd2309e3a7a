import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { View } from './views.ts';

/** HTTP/1.1 and HTTP/2 alike. */
export type Request = IncomingMessage | Http2ServerRequest;

/** The part of a response that both versions share. */
export interface Response {
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  readonly writableLength: number;
  /** Texts of the Warning headers that go with the answer, whatever it is. */
  readonly warnings: string[];
  /** How it shows objects. */
  view: View;
  writeHead(code: number, headers: Record<string, string | string[] | number>): void;
  write(chunk: string | Buffer): void;
  end(chunk?: string | Buffer): void;
  /** Cuts the answer short; over HTTP/1.1 the connection with it. */
  destroy(): void;
  onClose(listener: () => void): void;
  onDrain(listener: () => void): void;
  flush(): void;
}

export function wrapResponse(response: ServerResponse | Http2ServerResponse): Response {
  const raw = response as ServerResponse;
  return {
    warnings: [],
    view: { as: 'Object' },
    get headersSent() {
      return raw.headersSent;
    },
    get destroyed() {
      return raw.destroyed || raw.writableEnded;
    },
    get writableEnded() {
      return raw.writableEnded;
    },
    get writableLength() {
      // The compatibility layer of HTTP/2 has no such count; its stream has.
      return 'stream' in response ? (response.stream?.writableLength ?? 0) : raw.writableLength;
    },
    writeHead: (code, headers) => void raw.writeHead(code, headers),
    write: (chunk) => void raw.write(chunk),
    end: (chunk) => void raw.end(chunk),
    destroy: () => void ('stream' in response ? response.stream?.destroy() : raw.destroy()),
    onClose: (listener) => void raw.on('close', listener),
    onDrain: (listener) => void raw.once('drain', listener),
    flush: () => raw.flushHeaders(),
  };
}
