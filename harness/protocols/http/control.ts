import { kinds, newObject } from '../../kinds/index.ts';
import type { ControlProof, ControlSpec } from '../types.ts';
import { describeRequest } from './record.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** An exact path that nobody else has, on a hostname that the listener takes. */
export const httpControl: ControlProof = {
  protocol: 'http',
  routeKind: kinds.HTTPRoute.kind,
  listeners: { HTTP: { tls: false }, HTTPS: { tls: true } },
  compose({ parentRef, namespace, word, host, tls, service }: ControlSpec) {
    const path = `/${word}`;
    const matches = [{ path: { type: 'Exact', value: path } }];
    const spec = { parentRefs: [parentRef], hostnames: [host], rules: [{ matches, backendRefs: [service] }] };
    const route = newObject(kinds.HTTPRoute, { name: word, namespace }, { spec });
    const request: ResolvedHttpRequest = {
      method: 'GET',
      scheme: tls ? 'https' : 'http',
      version: '1.1',
      host,
      path,
      headers: [],
      sni: tls ? host : '',
    };
    return { route, request, line: describeRequest(request) };
  },
  findLack({ response, error, echo, request }: HttpExchange) {
    if (response?.status === 200 && echo?.path === request.path) return undefined;
    return response ? `an answer with ${response.status}` : (error?.message ?? 'nothing');
  },
};
