/** A request as it came from the suite. */
export interface ClientRequest {
  method: string;
  path: string;
  host: string;
  /** Without those of the connection itself. */
  headers: readonly (readonly [string, string])[];
}

/** Longer than anybody here waits for an answer. */
const TIMEOUT = '30s';

/**
 * The command line of the official echo image's client: `client URL [--method=M] [-H NAME:VALUE]… [--count=N]`, as the official
 * suite runs it (https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/conformance/utils/echo/pod.go). Values of
 * its flags for headers are lists with commas, so that one with a comma stands in quotes.
 */
export function writeWords(
  to: { host: string; port: number },
  { method, path, host, headers }: ClientRequest,
): string[] {
  const authority = to.host.includes(':') ? `[${to.host}]:${to.port}` : `${to.host}:${to.port}`;
  const lines = [['Host', host] as const, ...headers].map(([name, value]) => quote(`${name}:${value}`));
  return [
    'client',
    `http://${authority}${path}`,
    `--method=${method}`,
    `--timeout=${TIMEOUT}`,
    ...lines.flatMap((line) => ['-H', line]),
  ];
}

function quote(line: string): string {
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
