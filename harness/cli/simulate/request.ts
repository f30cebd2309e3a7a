import type { Ask, HttpRequest } from '../../../policy/model/index.ts';
import { UsageError } from '../../scenario/errors.ts';

/** `GET https://a.example/x`, or an address alone. Throws UsageError that says what was expected. */
export function readRequest(text: string, headerLines: readonly string[]): { port: number; request: HttpRequest } {
  const [, method = 'GET', address = ''] = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(text.trim()) ?? [];
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UsageError(`the request is ${JSON.stringify(text)}, expected one like 'GET https://a.example/x'`);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const headers = readHeaders(headerLines);
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? url.host;
  // As it was written: URL would undo what a gateway may look at.
  const path = address.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '') || '/';
  return {
    port: Number(url.port) || (scheme === 'https' ? 443 : 80),
    request: {
      method: method.toUpperCase(),
      scheme,
      host,
      path: path.startsWith('/') ? path : `/${path}`,
      headers: headers.filter(([name]) => name.toLowerCase() !== 'host'),
      sni: url.hostname,
    },
  };
}

/** What is asked, and of what: a host is a Service where a mesh is simulated. */
export interface Asked {
  port: number;
  host: string;
  ask: Ask;
}

const expected =
  "expected one like 'GET https://a.example/x', 'GRPC pkg.Service/Method a.example', 'TLS a.example:443', 'TCP :9000' or 'UDP :53'";

/** A request of any protocol. Throws UsageError that says what was expected. */
export function readAsk(text: string, headerLines: readonly string[]): Asked {
  const [, word = '', rest = ''] = /^(GRPC|TLS|TCP|UDP)(?:\s+(.*))?$/i.exec(text.trim()) ?? [];
  const refuse = () => new UsageError(`the request is ${JSON.stringify(text)}, ${expected}`);
  const protocol = word.toLowerCase();
  if (protocol === '') {
    const { port, request } = readRequest(text, headerLines);
    return { port, host: request.sni ?? '', ask: { kind: 'http', request } };
  }
  if (protocol === 'grpc') {
    const [, service, method, place = ''] = /^\/?([\w.]+)\/(\w+)\s+(\S+)$/.exec(rest) ?? [];
    const { host, port } = readPlace(place, 80) ?? {};
    if (service === undefined || method === undefined || !host || port === undefined) throw refuse();
    const metadata = readHeaders(headerLines);
    const request = { service, method, scheme: 'http', authority: place, metadata } as const;
    return { port, host, ask: { kind: 'grpc', request } };
  }
  if (headerLines.length > 0) throw new UsageError(`--header is for requests of HTTP and gRPC, not for ${word}`);
  const { host = '', port } = readPlace(rest, protocol === 'tls' ? 443 : undefined) ?? {};
  if (port === undefined || (protocol === 'tls' && host === '')) throw refuse();
  if (protocol === 'tls') return { port, host, ask: { kind: 'stream', request: { protocol, sni: host } } };
  return { port, host, ask: { kind: 'stream', request: { protocol: protocol === 'udp' ? 'udp' : 'tcp' } } };
}

/** `host:port`, either of which may be left out where the port has a default. */
function readPlace(text: string, usual: number | undefined): { host: string; port: number | undefined } | undefined {
  const found = /^([\w.*-]*)(?::(\d{1,5}))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, host = '', digits] = found;
  const port = digits === undefined ? usual : Number(digits);
  return port !== undefined && (port < 1 || port > 65_535) ? undefined : { host, port };
}

/** The Service that a client of a namespace names: `cart`, `cart.shop` or `cart.shop.svc.cluster.local`. */
export function readService(host: string, from: string): { namespace: string; name: string } {
  const [name = '', namespace = from, svc, ...domain] = host.split('.');
  const isService = name !== '' && (svc === undefined ? domain.length === 0 : svc === 'svc');
  if (isService) return { namespace, name };
  throw new UsageError(`--from asks a Service, and ${JSON.stringify(host)} is none: expected NAME or NAME.NAMESPACE`);
}

/** `name: value` each; a flag that takes a list has cut values at their commas. */
function readHeaders(lines: readonly string[]): readonly (readonly [string, string])[] {
  const whole: string[] = [];
  for (const line of lines) {
    if (/^[\w!#$%&'*+.^`|~-]+:/.test(line)) whole.push(line);
    else if (whole.length > 0) whole.push(`${whole.pop()},${line}`);
    else throw new UsageError(`--header is ${JSON.stringify(line)}, expected one like 'version: one'`);
  }
  return whole.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}
