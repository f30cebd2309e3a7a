import { readFileSync } from 'node:fs';
import { startBinding, startListening } from '../network/listening.ts';
import { createLookup } from '../network/lookup.ts';
import { openConnection } from '../network/open.ts';
import { echo } from './program.ts';

/** Variables that name files, as the official echo server has them. */
const fileVariables = ['TLS_SERVER_CERT', 'TLS_SERVER_PRIVKEY', 'TLS_SERVER_PRIV_KEY', 'TLS_CLIENT_CACERTS'];

/** The echo backend as a process of its own, for the image that real clusters run. */
async function main(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const ending = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => ending.abort());
  const set = Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const paths = fileVariables.map((name) => set[name]).filter((path) => path !== undefined && path !== '');
  const lookup = createLookup();
  await echo({
    pod: { name: set.POD_NAME ?? '', namespace: set.NAMESPACE ?? '', uid: '', ip: '', labels: {} },
    container: { name: 'echo', image: '', args: [], env: set },
    network: {
      allocate: () => '',
      claim: () => false,
      release: () => {},
      owns: () => false,
      // Without an address Node listens at all of both families, or of the one that there is.
      listen: (server, _address, port) => startListening(server, undefined, port),
      bind: (socket, _address, port) => startBinding(socket, undefined, port),
      handOver: () => false,
      dial: (host, port) => ({ host, port }),
      redirectOutbound: () => {},
      dialFrom: (_pod, host, port) => ({ host, port }),
    },
    connect: (host, port) => openConnection({ host, port, lookup }),
    kubeconfig: '',
    files: Object.fromEntries(paths.map((path) => [path, readFileSync(path ?? '', 'utf8')])),
    log: (line) => console.log(line),
    ready: () => {},
    signal: ending.signal,
  });
}

await main(process.env);
