import { readHost } from '../hostnames.ts';
import type { HttpRequest } from '../http/request.ts';
import { pathOf } from '../http/request.ts';
import type { IngressAlternative, IngressAnswer } from './answer.ts';
import { forwardAsSent } from './forward.ts';
import { coversName, type IngressModel, nameBackend, type PathEntry } from './model.ts';

/** What the documentation leaves to a controller. */
interface Reading {
  /** What ImplementationSpecific is taken for. */
  specific: 'elements' | 'text' | 'exact';
  /** Whether rules of less specific hosts are asked where no path of the most specific one fits. */
  fallsThrough: boolean;
}

const readings: readonly Reading[] = (['elements', 'text', 'exact'] as const).flatMap((specific) =>
  [false, true].map((fallsThrough) => ({ specific, fallsThrough })),
);

/** What a controller does that keeps to https://kubernetes.io/docs/concepts/services-networking/ingress/ alone. */
export function answerPlain(model: IngressModel, request: HttpRequest): IngressAnswer {
  const answers = readings.map((reading) => answerBy(model, request, reading));
  const seen = new Set<string>();
  const [first, ...others] = answers.filter(({ outcome }) => {
    const text = JSON.stringify(outcome);
    return seen.has(text) ? false : seen.add(text);
  });
  if (!first) throw new Error('there is always a strictest reading');
  return [first, ...others];
}

function answerBy(model: IngressModel, request: HttpRequest, reading: Reading): IngressAlternative {
  const host = readHost(request.host);
  const path = pathOf(request);
  const covering = model.entries.filter((entry) => entry.host === undefined || coversName(entry.host, host));
  const best = Math.max(...covering.map(rankHost));
  const fitting = covering
    .filter((entry) => (reading.fallsThrough || rankHost(entry) === best) && fits(entry, path, reading))
    .sort((a, b) => rankHost(b) - rankHost(a) || comparePaths(a, b));
  const [winner] = fitting;
  if (winner) return forward(model, request, winner);
  const fallback = model.ingresses.find(({ ingress }) => ingress.defaultBackend);
  const backend = fallback?.ingress.defaultBackend;
  if (!fallback || !backend) return { outcome: { kind: 'respond', status: 404 } };
  return forward(model, request, { ingress: fallback.ingress, backend });
}

function forward(
  { world }: IngressModel,
  request: HttpRequest,
  { ingress, rule, path, backend }: Pick<PathEntry, 'ingress' | 'backend'> & Partial<PathEntry>,
): IngressAlternative {
  const backends = [{ backend: nameBackend(world, ingress, backend), share: 1 }];
  return {
    outcome: { kind: 'forward', backends, receives: forwardAsSent(request) },
    place: { ingress, rule, path },
  };
}

function rankHost({ host }: PathEntry): number {
  return host === undefined ? 0 : host.startsWith('*.') ? 1 : 2;
}

/** The longest path goes first; of equal ones an exact path; else the older Ingress, whose entries stand first. */
function comparePaths(a: PathEntry, b: PathEntry): number {
  const exact = ({ type }: PathEntry) => Number(type === 'Exact');
  return b.text.length - a.text.length || exact(b) - exact(a);
}

function fits({ text, type }: PathEntry, path: string, { specific }: Reading): boolean {
  const how = type === 'Exact' ? 'exact' : type === 'Prefix' ? 'elements' : specific;
  if (how === 'exact') return path === text;
  return how === 'text' ? path.startsWith(text) : startsWithElements(path, text);
}

/** Element by element; a slash at the end of the prefix counts for nothing. */
export function startsWithElements(path: string, prefix: string): boolean {
  const bare = prefix.replace(/\/$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}
