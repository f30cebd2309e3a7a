import type http from 'node:http';
import { conformant } from '../conformant.ts';
import type { Gateway, Listener } from '../model/gateway.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { Frontend, ServedPort } from '../model/served.ts';
import { separateLayout } from '../serving/layouts.ts';
import { computeState } from '../state.ts';
import { buildBackend, buildClass, buildGateway, buildNamespace, buildRoute, buildRule } from '../testing.ts';
import { selectHabits } from '../variants/index.ts';
import { createDataPlane, type DataPlane } from './data-plane.ts';
import { createFakeNetwork, echo, startBackend } from './testing.ts';

export const backendAddress = '10.0.2.1';

/** A data plane of a test, on a network and with an echo backend of its own. */
export interface Fixture {
  network: ReturnType<typeof createFakeNetwork>;
  backend: http.Server;
  /** Applies the frontends; the variants count the first time. */
  serve(frontends: readonly Frontend[], variants?: readonly string[]): Promise<DataPlane>;
  /** Where a port of the only frontend is reached. */
  placeOf(frontends: readonly Frontend[], port: number, replica?: number): { host: string; port: number };
  close(): Promise<void>;
}

export async function createFixture(): Promise<Fixture> {
  const network = createFakeNetwork();
  const backend = await startBackend(network, backendAddress, echo);
  let dataPlane: DataPlane | undefined;
  return {
    network,
    backend,
    async serve(frontends, variants = []) {
      const habits = selectHabits(variants);
      const options = { network, address: '10.0.0.1', behaviour: conformant, habits, random: () => 0, log: () => {} };
      dataPlane ??= createDataPlane(options);
      await dataPlane.apply(frontends);
      return dataPlane;
    },
    placeOf(frontends, port, replica = 0) {
      const [frontend] = frontends as [Frontend];
      const served = frontend.ports.find((candidate) => candidate.port === port) as ServedPort;
      const target = dataPlane?.targetPort(frontend, served) ?? 0;
      const protocol = served.transport === 'udp' ? 'udp' : 'tcp';
      return network.dial(dataPlane?.addresses[replica] ?? '', target, protocol);
    },
    async close() {
      await dataPlane?.close();
      backend.closeAllConnections();
      await network.closeAll();
    },
  };
}

/** What a Gateway with these listeners serves. */
export function frontendsOf(listeners: Listener[] | undefined, ...objects: StoredObject[]): readonly Frontend[] {
  return frontendsOfGateway(buildGateway('gw', listeners), ...objects);
}

/** What a Gateway serves. */
export function frontendsOfGateway(gateway: Gateway, ...objects: StoredObject[]): readonly Frontend[] {
  const world = [buildClass(), buildNamespace('ns'), gateway, ...objects];
  return computeState(buildModel(world), conformant, separateLayout(conformant)).frontends;
}

/** The echo backend at `/`, one that refuses at `/gone`, one without endpoints at `/empty`. */
export function plainWorld(): readonly Frontend[] {
  const rules = [buildRule('/', 'v1'), buildRule('/gone', 'gone'), buildRule('/empty', 'empty')];
  const [empty] = buildBackend('empty', '');
  const backends = [...buildBackend('v1', backendAddress), ...buildBackend('gone', '10.0.2.9'), empty as StoredObject];
  return frontendsOf(undefined, ...backends, buildRoute('r', { rules }));
}
