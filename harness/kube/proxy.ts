import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a server, as kubectl finds it; undefined for none. This machine itself is never
 * reached by one (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config).
 */
export function findProxy(server: URL, environment: Environment = process.env): string | undefined {
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = environment[name] || environment[name.toLowerCase()];
  if (!proxy || isLocal(hostOf(server))) return undefined;
  const exceptions = environment.NO_PROXY || environment.no_proxy || '';
  const isExcepted = exceptions.split(',').some((entry) => covers(entry.trim().toLowerCase(), server));
  if (isExcepted) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** A name and all below it, an address, a range of addresses, or everything; with a port only for that port. */
function covers(entry: string, server: URL): boolean {
  if (entry === '') return false;
  if (entry === '*') return true;
  const host = hostOf(server);
  const [network, bits] = entry.split('/');
  if (bits !== undefined) return isIP(network ?? '') !== 0 && contains(network ?? '', Number(bits), host);
  const [name = '', port] = isIP(entry) === 6 ? [entry] : entry.replace(/[[\]]/g, '').split(/:(?=\d+$)/);
  if (port !== undefined && port !== (server.port || defaultPort(server))) return false;
  if (isIP(name) !== 0) return name === host;
  const bare = name.replace(/^\*?\./, '');
  // With a dot before it only what lies below is meant.
  return host.endsWith(`.${bare}`) || (host === bare && bare === name);
}

function contains(network: string, bits: number, host: string): boolean {
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(host) === 0 || (isIP(host) === 6) !== (family === 'ipv6')) return false;
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(host, family);
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function hostOf({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/^\[|\]$/g, '');
}

function defaultPort({ protocol }: URL): string {
  return protocol === 'https:' ? '443' : '80';
}
