import { isIPv6 } from 'node:net';
import { UsageError } from '../../../scenario/errors.ts';

/** Where one side is served. */
export interface Place {
  address: string;
  ports: { http: number; https: number };
}

/** `IP`, or `IP:PORT:TLSPORT`; an IPv6 address with ports stands in brackets. */
export function readPlace(flag: string, text: string, ports: Place['ports']): Place {
  if (isIPv6(text)) return { address: text, ports };
  const [, inner, plain, http, https] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}):(\d{1,5}))?$/.exec(text) ?? [];
  const address = inner ?? plain;
  if (address === undefined) throw new UsageError(`--${flag} is '${text}', expected IP or IP:PORT:TLSPORT`);
  return { address, ports: http === undefined ? ports : { http: Number(http), https: Number(https) } };
}
