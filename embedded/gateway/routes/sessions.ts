import type { SessionPolicy } from '../behaviour/sessions.ts';
import { parseDuration } from '../model/duration.ts';
import type { HeaderLine } from '../model/header.ts';
import type { Endpoint } from '../model/served.ts';
import { isHeader } from './headers.ts';

/** Sessions as https://gateway-api.sigs.k8s.io/geps/gep-1619/ has them. */
export const specifiedSessions: SessionPolicy = {
  read: ({ type, header }, name, headers) =>
    type === 'Header'
      ? headers.find(([existing]) => isHeader(existing, header?.name ?? name))?.[1]
      : readCookie(headers, name),
  announce({ type, header, cookie, absoluteTimeout }, name, value) {
    if (type === 'Header') return [header?.name ?? name, value];
    const seconds = parseDuration(absoluteTimeout ?? '0s') / 1000;
    const age = cookie?.lifetimeType === 'Permanent' ? [`Max-Age=${seconds}`] : [];
    return ['Set-Cookie', [`${name}=${value}`, `Path=${cookie?.path ?? '/'}`, ...age, 'HttpOnly'].join('; ')];
  },
  endpoint: (named, chosen) => chosen.find((one) => nameEndpoint(one) === named),
  lifetime: ({ absoluteTimeout }) => parseDuration(absoluteTimeout ?? '0s'),
};

export function nameEndpoint({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

/** Of several cookies of the name the first counts. */
export function readCookie(headers: readonly HeaderLine[], name: string): string | undefined {
  const fields = headers.filter(([existing]) => isHeader(existing, 'cookie')).map(([, value]) => value);
  const pairs = fields.flatMap((field) => field.split(';')).map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
