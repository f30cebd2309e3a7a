import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../harness/common/state/folders.ts';
import { findPrograms } from '../../test/differential/programs.ts';
import { loadCrds, RELEASE } from '../../test/differential/run/crds.ts';
import { describeMachine } from '../table.ts';
import { Client } from './client.ts';
import { measureFanOut } from './fan-out.ts';
import { CLIENTS, keyOf, OPERATIONS, type Results, ROUTE_COUNT } from './plan.ts';
import { renderReport } from './report.ts';
import { type BenchServer, startOurs, startReal } from './servers.ts';
import { createRoutes, measure, prepare } from './workloads.ts';

/** Rejects with one sentence where the programs of a real control plane, or the CRDs, are not to be had. */
export async function requireServers(): Promise<void> {
  await findPrograms();
  await loadCrds('standard');
}

/**
 * The embedded cluster's API server against kube-apiserver with etcd: the same requests of the same clients, to both in
 * turn, so that a load of others hits both. Rejects where either refuses a request.
 */
export async function benchApiServer(runs: number): Promise<string> {
  const crds = await loadCrds('standard');
  const folder = await makeFolder('bench');
  const results: Results = {
    readyMs: { ours: [], real: [] },
    operations: new Map(
      OPERATIONS.flatMap((operation) => CLIENTS.map((clients) => [keyOf(operation, clients), { ours: [], real: [] }])),
    ),
    fanOut: { ours: [], real: [] },
    emptyMb: { ours: [], real: [] },
    fullMb: { ours: [], real: [] },
  };
  try {
    const crdsFile = join(folder, 'crds.json');
    await writeFile(crdsFile, JSON.stringify(crds));
    for (let run = 0; run < runs; run += 1) {
      const starters = alternate([startOurs, startReal], run);
      const servers: BenchServer[] = [];
      try {
        for (const start of starters) {
          const server = await start(crds, crdsFile);
          servers.push(server);
          results.readyMs[server.name].push(server.readyMs);
        }
        await measureRun(servers, run, results, run === runs - 1);
      } finally {
        for (const server of servers) await server.stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return `${describeMachine(runs)}, CRDs of Gateway API ${RELEASE}\n\n${renderReport(results)}`;
}

/** Who goes first changes with each round. */
function alternate<T>(both: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...both] : both.toReversed();
}

async function measureRun(
  servers: readonly BenchServer[],
  run: number,
  results: Results,
  isLast: boolean,
): Promise<void> {
  for (const server of servers) {
    await prepare(server);
    results.emptyMb[server.name].push(await server.rssMb());
  }
  let round = run;
  for (const operation of OPERATIONS) {
    for (const clients of CLIENTS) {
      for (const server of alternate(servers, round++)) {
        const measured = await measure(server, operation, clients, run);
        results.operations.get(keyOf(operation, clients))?.[server.name].push(measured);
        console.error(
          `run ${run + 1}: ${operation}, ${clients} clients, ${server.name}: ${measured.perSecond.toFixed(0)}/s`,
        );
      }
    }
  }
  for (const server of alternate(servers, round)) results.fanOut[server.name].push(await measureFanOut(server, run));
  if (!isLast) return;
  for (const server of servers) {
    await fill(server);
    results.fullMb[server.name].push(await server.rssMb());
  }
}

async function fill(server: BenchServer): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 10 }, () => Client.open(server)));
  await createRoutes(clients, 'memory', ROUTE_COUNT);
  for (const client of clients) client.close();
}
