import type { Readable, Writable } from 'node:stream';

/** A request's body that can be sent more than once, and to several backends at a time. */
export interface SharedBody {
  /** Sends all of the body that has come, then what is to come. */
  sendTo(target: Writable, kind: 'main' | 'copy'): void;
  /** Whether what has come is still known from its beginning. */
  canRepeat(): boolean;
}

const kept = 1024 * 1024;

export function shareBody(source: Readable): SharedBody {
  const chunks: Buffer[] = [];
  const targets = new Map<Writable, 'main' | 'copy'>();
  let bytes = 0;
  let ended = false;
  source.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= kept) chunks.push(chunk);
    for (const [target, kind] of targets) {
      // Copies must not slow the request down: only its own backend does.
      if (!target.write(chunk) && kind === 'main' && !target.destroyed) {
        source.pause();
        target.once('drain', () => source.resume());
      }
    }
  });
  source.on('end', () => {
    ended = true;
    for (const target of targets.keys()) target.end();
    targets.clear();
  });
  return {
    sendTo(target, kind) {
      for (const chunk of chunks) target.write(chunk);
      if (ended) {
        target.end();
        return;
      }
      targets.set(target, kind);
      target.once('close', () => {
        targets.delete(target);
        if (kind === 'main') source.resume();
      });
    },
    canRepeat: () => bytes <= kept,
  };
}
