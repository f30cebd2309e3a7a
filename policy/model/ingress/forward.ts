import { type ForwardedRequest, splitValues } from '../http/filters.ts';
import { type HttpRequest, valuesOf } from '../http/request.ts';

/** The request as a backend receives it where nothing changes it. Headers that a controller adds on its own are left out. */
export function forwardAsSent(request: HttpRequest): ForwardedRequest {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  return {
    method: request.method,
    host: request.host,
    path: request.path,
    headers: Object.fromEntries([...names].map((name) => [name, splitValues(valuesOf(request, name))])),
  };
}
