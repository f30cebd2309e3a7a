export interface PodLogRequest {
  sinceTime?: Date;
  tailLines?: number;
  follow: boolean;
  timestamps: boolean;
  /** Aborts when the client is gone. */
  signal: AbortSignal;
}

/**
 * Gives the log of a container: text, or chunks of it as they come (for `follow`), until it ends. Undefined: it has
 * written nothing.
 */
export type PodLogSource = (
  namespace: string,
  pod: string,
  container: string,
  request: PodLogRequest,
) => string | AsyncIterable<string> | undefined | Promise<string | AsyncIterable<string> | undefined>;
