import type { Readable } from 'node:stream';
import { isRecord, parseObject } from '../../common/guards.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { KubeError } from '../errors.ts';

export type WatchEvent =
  | { type: 'changed' | 'deleted'; object: KubeObject; resourceVersion: string }
  | { type: 'bookmark'; resourceVersion: string }
  /** The server no longer has the history asked for: list again. */
  | { type: 'expired' };

/** Reads the events of one watch answer: a JSON object a line. A last line cut short is left out. */
export async function* readWatchEvents(
  stream: Readable,
  kind: { apiVersion: string; kind: string },
): AsyncGenerator<WatchEvent, void, undefined> {
  let rest = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.trim()) {
        yield parseEvent(line, kind);
      }
    }
  }
}

function parseEvent(line: string, kind: { apiVersion: string; kind: string }): WatchEvent {
  const event: unknown = JSON.parse(line);
  const type = isRecord(event) ? event.type : undefined;
  const body = isRecord(event) ? event.object : undefined;
  if (type === 'ERROR') {
    return parseErrorEvent(body, kind);
  }
  if (type === 'BOOKMARK') {
    return { type: 'bookmark', resourceVersion: readVersion(body) };
  }
  const object = parseObject(body, kind.apiVersion, kind.kind);
  if (!object || (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED')) {
    throw malformed(kind, `an event that is none: ${line.slice(0, 200)}`);
  }
  return { type: type === 'DELETED' ? 'deleted' : 'changed', object, resourceVersion: readVersion(body) };
}

function parseErrorEvent(body: unknown, kind: { kind: string }): WatchEvent {
  const code = isRecord(body) && typeof body.code === 'number' ? body.code : 500;
  if (code === 410) {
    return { type: 'expired' };
  }
  const message = isRecord(body) && typeof body.message === 'string' ? body.message : 'no message';
  const reason = isRecord(body) && typeof body.reason === 'string' ? body.reason : '';
  throw new KubeError(`watch ${kind.kind}`, { status: code, reason, message });
}

function malformed(kind: { kind: string }, message: string): KubeError {
  return new KubeError(`watch ${kind.kind}`, { status: 500, reason: 'Malformed', message });
}

function readVersion(body: unknown): string {
  const metadata = isRecord(body) && isRecord(body.metadata) ? body.metadata : {};
  return typeof metadata.resourceVersion === 'string' ? metadata.resourceVersion : '';
}
