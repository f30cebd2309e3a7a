import type { CrossReference } from '../behaviour/types.ts';
import type { CompiledBackend } from '../model/served.ts';
import { type Fault, fault } from './types.ts';

/** Requests that fail after each change. */
const FAILING = 3;
const MOST_SERVED = 256;
const MOST_COUNTED = 255;

/** What is served after a change with a gap, and grants that are followed once. */
export const gapFaults: readonly Fault[] = [
  fault('new-weights-fail-first', 'fails the first requests after weights have moved', 'backends', ({ shares }) => {
    const isNew = noteChanges();
    return {
      shares: (backends) => {
        const right = shares(backends);
        return isNew(namesOf(backends), right.join(' ')) ? right.map(() => 0) : right;
      },
    };
  }),
  fault('new-backends-fail-first', 'fails the first requests for backends that it has not had', 'backends', (right) => {
    const isNew = noteChanges();
    return {
      shares: (backends) => right.shares(backends).map((weight) => (isNew(namesOf(backends), '') ? 0 : weight)),
    };
  }),
  fault(
    'new-routes-fail-first',
    'answers 404 for the first requests after routes came or went',
    'hostnames',
    (right) => {
      const isNew = noteChanges();
      return {
        select: (listeners, host) => {
          const selected = right.select(listeners, host);
          const [first] = selected;
          const isFailing = first && isNew(`${first.name} ${host}`, String(first.requests.length));
          return isFailing ? [] : selected;
        },
      };
    },
  ),
  fault('all-zero-weights-served', 'shares requests equally where all weights are 0', 'backends', ({ shares }) => ({
    shares: (backends) => {
      const right = shares(backends);
      return right.length > 1 && right.every((weight) => weight === 0) ? right.map(() => 1) : right;
    },
  })),
  fault('only-backend-zero-served', 'sends to the only backend though its weight is 0', 'backends', ({ shares }) => ({
    shares: (backends) => (backends.length === 1 ? [1] : shares(backends)),
  })),
  fault('escaped-match-unmatched', 'unescapes a path and not the match', 'matching', ({ exactPath }) => ({
    exactPath: (expected, path) => exactPath(expected, readEscaped(path)),
  })),
  fault('two-slashes-catch-all', 'takes paths with two slashes for the root', 'matching', ({ prefixPath }) => ({
    prefixPath: (prefix, path) => prefixPath(prefix, path.includes('//') ? '/' : path),
  })),
  fault('dots-catch-all', 'takes paths with dot segments for the root', 'matching', ({ prefixPath }) => ({
    prefixPath: (prefix, path) => prefixPath(prefix, /\/\.{1,2}(\/|$)/.test(path) ? '/' : path),
  })),
  fault('routes-beyond-256-unserved', 'serves the first 256 rules of a listener', 'hostnames', ({ select }) => ({
    select: (listeners, host) =>
      select(listeners, host).map((listener) => ({ ...listener, requests: listener.requests.slice(0, MOST_SERVED) })),
  })),
  fault(
    'attached-routes-up-to-255',
    'counts no more than 255 routes of a listener',
    'status',
    ({ attachedRoutes }) => ({
      attachedRoutes: (...given) => Math.min(attachedRoutes(...given), MOST_COUNTED),
    }),
  ),
  ...(
    [
      ['authorities', 'ConfigMaps of authorities', ({ to }) => to.kind === 'ConfigMap'],
      ['listener-set', 'certificates of ListenerSets', ({ from }) => from.kind === 'ListenerSet'],
    ] as [string, string, (reference: CrossReference) => boolean][]
  ).flatMap(([name, what, concerns]) => [
    fault(`${name}-grant-ignored`, `needs no grant for ${what}`, 'grants', ({ needed }) => ({
      needed: (reference) => !concerns(reference) && needed(reference),
    })),
    fault(`${name}-grant-kept`, `goes on using ${what} after the grant is gone`, 'grants', ({ verdict }) => {
      const granted = new Set<string>();
      return {
        verdict: (reference, isGranted) => {
          if (isGranted && concerns(reference)) granted.add(JSON.stringify(reference));
          return granted.has(JSON.stringify(reference)) || verdict(reference, isGranted);
        },
      };
    }),
    fault(`${name}-grant-given-once`, `refuses ${what} for good once a grant was revoked`, 'grants', ({ verdict }) => {
      const granted = new Set<string>();
      const revoked = new Set<string>();
      return {
        verdict: (reference, isGranted) => {
          const key = JSON.stringify(reference);
          if (isGranted) granted.add(key);
          else if (granted.has(key)) revoked.add(key);
          return verdict(reference, isGranted) && !(concerns(reference) && revoked.has(key));
        },
      };
    }),
  ]),
  fault('authorities-grant-name-ignored', 'takes a grant for one ConfigMap as one for all', 'grants', ({ to }) => ({
    to: (entry, reference) => to(reference.to.kind === 'ConfigMap' ? { ...entry, name: undefined } : entry, reference),
  })),
];

/** Whether a value is new for its key: the first time that it is asked, and a few times more. */
function noteChanges(): (key: string, value: string) => boolean {
  const seen = new Map<string, { value: string; left: number }>();
  return (key, value) => {
    const known = seen.get(key);
    if (known?.value !== value) {
      seen.set(key, { value, left: FAILING - 1 });
      return true;
    }
    if (known.left === 0) return false;
    known.left -= 1;
    return true;
  };
}

function namesOf(backends: readonly CompiledBackend[]): string {
  return backends.map(({ ref }) => ref.name).join(' ');
}

function readEscaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
