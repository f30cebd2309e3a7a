import { quantile } from 'simple-statistics';
import { Client, type Target } from './client.ts';
import { makeRoute, NAMESPACE, ROUTES } from './objects.ts';
import type { BenchServer } from './servers.ts';

/** What one workload took on one server. */
export interface Measurement {
  /** Of all clients together. */
  perSecond: number;
  /** Of single requests. */
  medianMs: number;
  p99Ms: number;
  /** Of the server, for one request. */
  cpuMs: number;
}

export type Operation = 'create' | 'update' | 'list' | 'watch';

/** Requests of each workload: as many whatever the number of clients, so that all do the same work. */
const REQUESTS: Readonly<Record<Operation, number>> = { create: 600, update: 600, list: 60, watch: 200 };
/** Routes that each list gives. */
export const LISTED = 200;

type Task = (client: Client, index: number) => Promise<void>;

export async function prepare(target: Target): Promise<void> {
  const client = await Client.open(target);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  await client.call('POST', '/api/v1/namespaces', JSON.stringify(namespace));
  client.close();
}

/** Runs an operation with a number of clients, each of which sends its next request once it has the answer to its last. */
export async function measure(
  server: BenchServer,
  operation: Operation,
  clients: number,
  round: number,
): Promise<Measurement> {
  const prefix = `${operation}-${clients}-${round}`;
  const opened = await Promise.all(Array.from({ length: clients }, () => Client.open(server)));
  try {
    const task = await TASKS[operation](opened, prefix);
    const cpuBefore = await server.cpuMs();
    const { durations, wallMs } = await run(opened, task, REQUESTS[operation]);
    const cpuMs = (await server.cpuMs()) - cpuBefore;
    return {
      perSecond: (durations.length * 1000) / wallMs,
      medianMs: quantile(durations, 0.5),
      p99Ms: quantile(durations, 0.99),
      cpuMs: cpuMs / durations.length,
    };
  } finally {
    const [first] = opened;
    await first?.call('DELETE', ROUTES);
    for (const client of opened) client.close();
  }
}

const TASKS: Readonly<Record<Operation, (clients: readonly Client[], prefix: string) => Promise<Task>>> = {
  async create(_clients, prefix) {
    return async (client, index) => {
      await client.call('POST', ROUTES, JSON.stringify(makeRoute(`${prefix}-${index}`)));
    };
  },
  /** Each client has a route of its own, which it reads once and then changes again and again. */
  async update(clients, prefix) {
    const known = new Map<Client, { revision: string; name: string }>();
    await Promise.all(
      clients.map(async (client, index) => {
        const name = `${prefix}-${index}`;
        const made = await client.call('POST', ROUTES, JSON.stringify(makeRoute(name)));
        known.set(client, { name, revision: readRevision(made) });
      }),
    );
    return async (client, index) => {
      const own = known.get(client) ?? { name: '', revision: '' };
      const route = makeRoute(own.name, `n${index}`) as { metadata: object };
      const body = { ...route, metadata: { ...route.metadata, resourceVersion: own.revision } };
      own.revision = readRevision(await client.call('PUT', `${ROUTES}/${own.name}`, JSON.stringify(body)));
    };
  },
  async list(clients, prefix) {
    await createRoutes(clients, prefix, LISTED);
    return async (client) => {
      await client.call('GET', ROUTES);
    };
  },
  /** From sending a write to hearing of it on the same client's watch. */
  async watch(clients, prefix) {
    const waiting = new Map<string, () => void>();
    await Promise.all(
      clients.map((client) =>
        client.watch(`${ROUTES}?watch=true&resourceVersion=0&labelSelector=tier%3Dbench`, (line) => {
          const name = /"name":"([^"]+)"/.exec(line)?.[1] ?? '';
          const hear = waiting.get(name);
          waiting.delete(name);
          hear?.();
        }),
      ),
    );
    return async (client, index) => {
      const name = `${prefix}-${index}`;
      const heard = new Promise<void>((resolve) => waiting.set(name, resolve));
      await Promise.all([client.call('POST', ROUTES, JSON.stringify(makeRoute(name))), heard]);
    };
  },
};

function readRevision(text: string): string {
  return /"resourceVersion":"(\d+)"/.exec(text)?.[1] ?? '';
}

export async function createRoutes(clients: readonly Client[], prefix: string, count: number): Promise<void> {
  await run(
    clients,
    async (client, index) => {
      await client.call('POST', ROUTES, JSON.stringify(makeRoute(`${prefix}-${index}`)));
    },
    count,
  );
}

async function run(
  clients: readonly Client[],
  task: Task,
  count: number,
): Promise<{ durations: number[]; wallMs: number }> {
  const durations: number[] = [];
  let next = 0;
  const started = performance.now();
  const work = async (client: Client) => {
    while (next < count) {
      const index = next++;
      const before = performance.now();
      await task(client, index);
      durations.push(performance.now() - before);
    }
  };
  await Promise.all(clients.map(work));
  return { durations, wallMs: performance.now() - started };
}
