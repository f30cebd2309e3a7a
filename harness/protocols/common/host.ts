/** Splits `host:port`, `[::1]:port` or a bare host; the port is empty where there is none. */
export function splitHost(host: string): { name: string; port: string } {
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(host);
  return parts ? { name: parts[1] ?? '', port: parts[2] ?? '' } : { name: host, port: '' };
}

/** The same host, where names have no case and a port counts only where both name one. */
export function isSameHost(left: string, right: string): boolean {
  const a = splitHost(left);
  const b = splitHost(right);
  const samePort = a.port === '' || b.port === '' || a.port === b.port;
  return a.name.toLowerCase() === b.name.toLowerCase() && samePort;
}

export function defaultPort(scheme: string): number | undefined {
  return { http: 80, https: 443 }[scheme];
}
