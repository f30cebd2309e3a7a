import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program, ProgramContext } from '../node/program.ts';
import { conformant } from './conformant.ts';
import { startController } from './controller/controller.ts';
import { createDataPlane } from './dataplane/data-plane.ts';
import { injectFaults } from './faults/index.ts';
import { createKubeClient, type KubeClient } from './kube/client.ts';
import { createWatch, readConnection } from './kube/connection.ts';
import { discoverResources } from './kube/discovery.ts';
import { type InformerEvents, runInformer } from './kube/informer.ts';
import { builtInResources, type Resource } from './kube/resources.ts';
import { messageOf } from './message-of.ts';
import { type Cache, createCache } from './model/cache.ts';
import { separateLayout, sharedLayout } from './serving/layouts.ts';
import { readNames } from './settings.ts';
import { addExtraConditions } from './variants/extra-conditions.ts';
import { selectHabits } from './variants/index.ts';
import { claimNoOwnAddresses } from './variants/own-addresses.ts';

/**
 * The reference implementation of the Gateway API: a controller and a data plane. `GWCONF_FAULTS` and
 * `GWCONF_VARIANTS` (comma-separated) make it misbehave or behave otherwise; an unknown name ends it.
 */
export const referenceGateway: Program = async (context) => {
  const { behaviour, habits, remembers } = readSwitches(context);
  const { pod, network, signal, log } = context;
  // Every informer waits for the end.
  setMaxListeners(0, signal);
  const connection = readConnection(context.kubeconfig);
  const client = createKubeClient(connection);
  const watch = createWatch(connection);
  const dataPlane = createDataPlane({ network, address: pod.ip, behaviour, habits, random: Math.random, log });
  const layout = habits.sharesAddress ? sharedLayout(pod.namespace) : separateLayout(behaviour, pod.namespace);
  const resources = [...builtInResources, ...(await discover(client, context))];
  const cache = createCache(resources.map(({ kind }) => kind));
  const clock = () => new Date();
  const controller = startController({
    client,
    cache,
    dataPlane,
    behaviour,
    habits,
    layout,
    remembers,
    clock,
    signal,
    log,
  });
  const informers = resources.map((resource) =>
    runInformer(resource, { client, watch, signal, log }, feedCache(resource.kind, cache, controller.wake)),
  );
  void controller.started.then(() => context.ready());
  await Promise.all(informers);
  await dataPlane.close();
  client.close();
};

function readSwitches({ container, log }: ProgramContext) {
  try {
    const faults = readNames(container.env.GWCONF_FAULTS);
    const variants = readNames(container.env.GWCONF_VARIANTS);
    const habits = selectHabits(variants);
    const faulty = injectFaults(conformant, faults);
    log(`Reference gateway; faults: ${faults.join(', ') || 'none'}; variants: ${variants.join(', ') || 'none'}`);
    const behaviour = habits.extraConditions ? addExtraConditions(faulty) : faulty;
    return {
      behaviour: habits.sharesAddress ? claimNoOwnAddresses(behaviour) : behaviour,
      habits,
      remembers: faults.length === 0,
    };
  } catch (error) {
    log(messageOf(error));
    throw error;
  }
}

function feedCache(kind: string, cache: Cache, wake: () => void): InformerEvents {
  return {
    replaced(objects) {
      cache.replace(kind, objects);
      wake();
    },
    changed(object) {
      // What the gateway wrote itself comes back by the watch.
      if (cache.set(object)) wake();
    },
    removed(object) {
      cache.delete(object);
      wake();
    },
  };
}

const discoveryRetryMs = 200;

/** Asks until the server answers; with nothing where the program is ended meanwhile. */
async function discover(client: KubeClient, { signal, log }: ProgramContext): Promise<readonly Resource[]> {
  while (!signal.aborted) {
    try {
      return await discoverResources(client);
    } catch (error) {
      log(`Discovery failed: ${messageOf(error)}`);
      await sleep(discoveryRetryMs, undefined, { signal }).catch(() => {});
    }
  }
  return [];
}
