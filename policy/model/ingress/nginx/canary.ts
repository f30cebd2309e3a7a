import { findExpression } from '../../expressions.ts';
import { type HttpRequest, valuesOf } from '../../http/request.ts';
import type { IngressShare } from '../answer.ts';
import { type IngressModel, listEntries, nameBackend, type PathEntry } from '../model.ts';
import type { Canary } from '../settings.ts';

/** Where requests for a path go: to its own backend, to that of a canary of the same host, path and type, or to either. */
export function shareBackends(model: IngressModel, entry: PathEntry, request: HttpRequest): readonly IngressShare[] {
  const own = nameBackend(model.world, entry.ingress, entry.backend);
  const found = findCanary(model, entry);
  if (!found) return [{ backend: own, share: 1 }];
  const share = shareOf(found.canary, request);
  const other = nameBackend(model.world, found.entry.ingress, found.entry.backend);
  const shares = [
    { backend: own, share: 1 - share },
    { backend: other, share },
  ];
  return shares.filter((each) => each.share > 0);
}

/** The first canary that is for a path; others do not count. */
export function findCanary(model: IngressModel, entry: PathEntry): { entry: PathEntry; canary: Canary } | undefined {
  for (const { ingress, settings } of model.ingresses) {
    const { canary } = settings;
    if (!canary || ingress.meta.namespace !== entry.ingress.meta.namespace) continue;
    const same = listEntries({ ingress, settings }).find(
      ({ host, text, type }) => host === entry.host && text === entry.text && type === entry.type,
    );
    if (same) return { entry: same, canary };
  }
  return undefined;
}

/** Header, then cookie, then weight. */
function shareOf(canary: Canary, request: HttpRequest): number {
  const { header, headerValue, headerPattern, cookie, share } = canary;
  const sent = header === undefined ? undefined : valuesOf(request, header)[0];
  if (sent !== undefined) {
    if (headerValue !== undefined) {
      if (sent === headerValue) return 1;
    } else if (headerPattern !== undefined) {
      if (findExpression(headerPattern, 'anywhere')?.matches(sent)) return 1;
    } else if (sent === 'always') return 1;
    else if (sent === 'never') return 0;
  }
  const kept = cookie === undefined ? undefined : readCookie(request, cookie);
  if (kept === 'always') return 1;
  return kept === 'never' ? 0 : share;
}

function readCookie(request: HttpRequest, name: string): string | undefined {
  const pairs = valuesOf(request, 'cookie').flatMap((line) => line.split(';').map((pair) => pair.trim()));
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
