import { quantile } from 'simple-statistics';
import { Client } from './client.ts';
import { makeRoute, ROUTES } from './objects.ts';
import type { BenchServer } from './servers.ts';

export const WATCHERS = 50;
const WRITES = 60;

export interface FanOut {
  /** From sending a write until the last watcher has heard of it. */
  medianMs: number;
  p99Ms: number;
  /** Of the server, for one write. */
  cpuMs: number;
}

/** One write after the other, each heard by all watchers, every one of which has a connection of its own. */
export async function measureFanOut(server: BenchServer, round: number): Promise<FanOut> {
  const clients = await Promise.all(Array.from({ length: WATCHERS }, () => Client.open(server)));
  const writer = await Client.open(server);
  try {
    let left = 0;
    let hearAll = () => {};
    const hear = () => {
      left -= 1;
      if (left === 0) hearAll();
    };
    await Promise.all(clients.map((client) => client.watch(`${ROUTES}?watch=true`, hear)));
    const durations: number[] = [];
    const cpuBefore = await server.cpuMs();
    for (let index = 0; index < WRITES; index++) {
      left = WATCHERS;
      const heard = new Promise<void>((resolve) => {
        hearAll = resolve;
      });
      const before = performance.now();
      await Promise.all([writer.call('POST', ROUTES, JSON.stringify(makeRoute(`fan-out-${round}-${index}`))), heard]);
      durations.push(performance.now() - before);
    }
    const cpuMs = ((await server.cpuMs()) - cpuBefore) / WRITES;
    return { medianMs: quantile(durations, 0.5), p99Ms: quantile(durations, 0.99), cpuMs };
  } finally {
    for (const client of clients) client.close();
    await writer.call('DELETE', ROUTES);
    writer.close();
  }
}
