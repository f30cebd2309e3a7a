import type { MessagePort } from 'node:worker_threads';
import type { EmbeddedClusterOptions } from '../types.ts';

/** What can be told to another thread: no functions. */
export type ThreadOptions = Omit<EmbeddedClusterOptions, 'programs' | 'signal' | 'log' | 'onPlaceChange'>;

/** Given to the thread at its start. */
export interface ThreadData {
  options: ThreadOptions;
  /** Takes a PlaceChange each; `changes[0]` counts them. */
  places: MessagePort;
  changes: Int32Array;
}

export type Request =
  | { kind: 'abort' }
  | { kind: 'collectLogs'; id: number; dir: string }
  | { kind: 'stop'; id: number };

/** What the owner learns of a cluster that is up. */
export interface Started {
  kubeconfig: string;
  url: string;
  gatewayApi: { version: string; channel: string; source: string };
  network: { real: boolean; slot: number; octet: number; spareAddress: string };
}

export type Reply =
  | { kind: 'started'; cluster: Started }
  | { kind: 'failed'; error: PlainError }
  | { kind: 'done'; id: number; paths: readonly string[]; error?: PlainError };

/** An error as it crosses threads, where its class and its fields would be lost. */
export interface PlainError {
  message: string;
  code?: string;
  stack?: string;
}

export function flattenError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = readCode(error) ?? readCode(error.cause);
  return { message: error.message, stack: error.stack, ...(code === undefined ? {} : { code }) };
}

export function restoreError({ message, code, stack }: PlainError): Error {
  const error = Object.assign(new Error(message), code === undefined ? {} : { code });
  if (stack !== undefined) error.stack = stack;
  return error;
}

function readCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
