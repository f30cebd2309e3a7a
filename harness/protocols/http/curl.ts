import { quoteCommand } from '../../common/exec/quote.ts';
import { formatRemote } from '../common/sockets.ts';
import type { HttpExchange } from './types.ts';

const VERSION_FLAGS = {
  http: { '1.1': '--http1.1', '2': '--http2-prior-knowledge' },
  https: { '1.1': '--http1.1', '2': '--http2' },
} as const;

/**
 * One line of curl that sends the same request to the same place: the connection goes to the Gateway's address
 * whatever the URL's name is, and the Host header and TLS server name are those that were sent.
 */
export function toCurl({ request, remote }: Pick<HttpExchange, 'request' | 'remote'>): string {
  const tls = request.scheme === 'https';
  // curl takes the TLS server name from the URL, so the URL carries it and the Host header is given apart.
  const authority = tls && request.sni !== '' ? `${request.sni}:${remote.port}` : formatRemote(remote);
  // A target that names its authority itself is sent as it stands.
  const isWhole = !request.path.startsWith('/');
  const url = `${request.scheme}://${authority}${isWhole ? '/' : request.path}`;
  const version = VERSION_FLAGS[request.scheme][request.version];
  const words = [version, '--path-as-is', '--globoff', '-i', '-s', '-S', '--max-time', '10'];
  if (tls) words.push('-k');
  if (request.clientCertificate) words.push('--cert', 'client.crt', '--key', 'client.key');
  // Headers that curl would add of its own.
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  for (const name of ['User-Agent', 'Accept']) if (!names.has(name.toLowerCase())) words.push('-H', `${name}:`);
  if (request.method === 'HEAD') words.push('-I');
  else if (request.method !== 'GET' || request.body !== undefined) words.push('-X', request.method);
  words.push('--connect-to', `::${formatRemote(remote)}`, '-H', `Host: ${request.host}`);
  for (const [name, value] of request.headers) words.push('-H', value === '' ? `${name};` : `${name}: ${value}`);
  if (request.body !== undefined) words.push('--data-raw', request.body);
  if (isWhole) words.push('--request-target', request.path);
  words.push(url);
  return quoteCommand('curl', words);
}
