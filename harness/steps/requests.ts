import type { ResolvedHttpRequest } from '../protocols/http/types.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { DistributionStep, HttpRequest, ObjectRef, TrafficTarget } from '../scenario/steps.ts';
import type { DistributionOf } from '../scenario/traffic.ts';

/** Where a request goes, apart from the address, which is the Gateway's. */
export interface Entry {
  port: number;
  scheme: 'http' | 'https';
}

export function findEntry(request: HttpRequest, target: TrafficTarget): Entry {
  const scheme = request.scheme ?? 'http';
  return { scheme, port: target.port ?? (scheme === 'https' ? 443 : 80) };
}

export function gatewayOf(target: TrafficTarget): ObjectRef {
  if ('gateway' in target || !('address' in target || 'listenerSet' in target))
    return target.gateway ?? 'Gateway/shared';
  throw new HarnessError('traffic goes to Gateways only so far');
}

export function requireHttp(step: DistributionStep): DistributionOf<'http'> {
  if (step.protocol !== 'http') throw new HarnessError(`shares of ${step.protocol} are not counted yet`);
  return step;
}

/** A request with all defaults resolved. */
export function resolveRequest(request: HttpRequest, env: ScenarioEnv): ResolvedHttpRequest {
  const scheme = request.scheme ?? 'http';
  const host = request.host ?? env.hostname;
  return {
    method: request.method ?? 'GET',
    scheme,
    host,
    path: request.path ?? '/',
    headers: Object.entries(request.headers ?? {}).flatMap(([name, value]) =>
      [value].flat().map((single) => [name, single] as const),
    ),
    sni: request.sni ?? (scheme === 'https' ? withoutPort(host) : ''),
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
