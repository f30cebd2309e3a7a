import type { Network } from '../../network/types.ts';
import type { Behaviour } from '../behaviour/types.ts';
import { createRedirect } from '../mesh/redirect.ts';
import type { MeshState } from '../mesh/state.ts';
import type { Frontend, ServedPort } from '../model/served.ts';
import type { Habits } from '../variants/types.ts';
import { createChooser } from './choose.ts';
import type { DataPlaneContext } from './context.ts';
import { createReplica, type Opening, openingId, type Replica } from './replica.ts';
import { createUpstreamPool } from './upstream/pool.ts';

export interface DataPlane {
  /** Addresses of its replicas. */
  addresses: readonly string[];
  /**
   * Listens at every port of the frontends, and routes by them as soon as each replica's habit lets it. What the mesh
   * serves is one replica's.
   */
  apply(frontends: readonly Frontend[], mesh?: Pick<MeshState, 'frontends' | 'members'>): Promise<void>;
  /** Where a port of a frontend is listened to; undefined before it is. */
  targetPort(frontend: Frontend, port: ServedPort): number | undefined;
  close(): Promise<void>;
}

export interface DataPlaneOptions {
  network: Network;
  /** Of the first replica; further ones get addresses of the network. */
  address: string;
  behaviour: Behaviour;
  habits: Habits;
  random: () => number;
  log(line: string): void;
}

const firstTargetPort = 10_000;

export function createDataPlane({ network, address, behaviour, habits, random, log }: DataPlaneOptions): DataPlane {
  const dial: DataPlaneContext['dial'] = (host, port, protocol) => network.dial(host, port, protocol);
  const upstreams = createUpstreamPool(dial, behaviour.backendTls);
  const addresses = habits.replicaDelaysMs.map((_delay, index) => (index === 0 ? address : network.allocate('pod')));
  let requests = 0;
  const replicas = addresses.map((own): Replica => {
    const context: DataPlaneContext = {
      behaviour,
      habits,
      choose: createChooser(habits.choice, random),
      upstreams,
      dial,
      requestId: () => `${own}-${++requests}`,
      now: Date.now,
      log,
    };
    return createReplica(own, network, context);
  });
  /** Never forgotten, so that a port that comes back is found where it was. */
  const targetPorts = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  let nextPort = firstTargetPort;

  const portFor = (id: string) => {
    const port = targetPorts.get(id) ?? nextPort++;
    targetPorts.set(id, port);
    return port;
  };
  const later = (delayMs: number, then: () => void) => {
    if (delayMs === 0) {
      then();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, delayMs);
    timers.add(timer);
  };

  const redirect = (mesh: Pick<MeshState, 'frontends' | 'members'>) =>
    network.redirectOutbound(
      createRedirect(mesh, behaviour, (frontend, served) => {
        const port = targetPorts.get(openingId(frontend, served));
        return port === undefined ? undefined : { address, port };
      }),
    );

  return {
    addresses,
    async apply(frontends, mesh) {
      const table = buildTable([...frontends, ...(mesh?.frontends ?? [])]);
      const openings = [...table].map(([id, { transport }]): Opening => ({ id, transport, targetPort: portFor(id) }));
      await Promise.all(replicas.map((replica) => replica.open(openings)));
      for (const [index, replica] of replicas.entries()) {
        later(habits.dataPlaneDelayMs + (habits.replicaDelaysMs[index] ?? 0), () => {
          replica.route(table);
          if (index === 0 && mesh) redirect(mesh);
        });
      }
    },
    targetPort: (frontend, port) => targetPorts.get(openingId(frontend, port)),
    async close() {
      network.redirectOutbound(undefined);
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(replicas.map((replica) => replica.close()));
      upstreams.close();
      for (const extra of addresses.slice(1)) network.release(extra);
    },
  };
}

function buildTable(frontends: readonly Frontend[]): ReadonlyMap<string, ServedPort> {
  return new Map(
    frontends.flatMap((frontend) => frontend.ports.map((port) => [openingId(frontend, port), port] as const)),
  );
}
