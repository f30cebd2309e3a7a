import { type LookupAddress, type LookupOptions, lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Found = string | LookupAddress[];

interface Answer {
  error: NodeJS.ErrnoException | null;
  found: Found;
  family?: number;
}

/** Who knows names. */
type Ask = (
  host: string,
  options: LookupOptions,
  answer: (error: NodeJS.ErrnoException | null, found: Found, family?: number) => void,
) => void;

/** How long an answer is good for. A Service keeps its address, and one that is made anew is asked for soon enough. */
const KEEP_MS = 500;

/**
 * Resolves names as the system does, those that are asked for at the same time once: in a pod each question is several, one for each
 * domain that is searched, and the system answers four at a time. What is not found is asked for again.
 */
export function createLookup(ask: Ask = lookUp as Ask, keepMs = KEEP_MS): LookupFunction {
  const known = new Map<string, Promise<Answer>>();
  const find = (host: string, options: LookupOptions): Promise<Answer> =>
    new Promise((resolve) => ask(host, options, (error, found, family) => resolve({ error, found, family })));
  return (host, options, callback) => {
    const key = JSON.stringify([host, options.family, options.all, options.hints]);
    const answer = known.get(key) ?? find(host, options);
    if (!known.has(key)) {
      known.set(key, answer);
      void answer.then(({ error }) => {
        if (error) known.delete(key);
        else setTimeout(() => known.delete(key), keepMs).unref();
      });
    }
    void answer.then(({ error, found, family }) => callback(error, found, family));
  };
}
