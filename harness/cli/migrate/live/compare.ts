import type { JsonObject } from '../../../../apimachinery/types.ts';
import {
  compareServed,
  createIngressSide,
  createSpots,
  groupRecords,
  type MigrateOptions,
  type MigrateRecord,
  type Migration,
  type Prepared,
  type Probe,
  prepareMigration,
  summarize,
  type Take,
} from '../../../../policy/migrate/index.ts';
import { createSender, type Sender } from '../../../explore/send.ts';
import { kinds } from '../../../kinds/index.ts';
import { UsageError } from '../../../scenario/errors.ts';
import { type Place, readPlace } from './addresses.ts';
import { evenShares, isShared, mergeServed, toServed } from './observe.ts';
import { listServicesOfPods } from './read-cluster.ts';

const TIMEOUT_MS = 10_000;
const AT_ONCE = 4;
/** How often what is shared out is asked; one request for each pair of rules and each set of headers, so many at most. */
const DRAWS = 100;
const SHARED_PROBES = 20;

export interface LiveOptions extends MigrateOptions {
  ingressAddress?: string;
  gatewayAddress?: string;
  gatewayClass?: string;
  signal: AbortSignal;
}

/** Sends the same requests to both sides, as the cluster has them, and compares the answers. */
export async function compareLive(objects: readonly JsonObject[], options: LiveOptions): Promise<Migration> {
  const ofIngress: readonly unknown[] = [kinds.Ingress, kinds.IngressClass, kinds.Service].map(({ kind }) => kind);
  const from = objects.filter(({ kind }) => ofIngress.includes(kind));
  const to = objects.filter((object) => object.kind !== kinds.Ingress.kind && isOfClass(object, options.gatewayClass));
  const prepared = prepareMigration(from, to, options);
  const { ingress, derived } = prepared;
  if (ingress.ingresses.length === 0)
    throw new UsageError(`the cluster has no Ingress of class ${ingress.className ?? 'none'}`);
  if (prepared.gateway.model.gateways.length === 0)
    throw new UsageError(`the cluster has no Gateway of class ${options.gatewayClass ?? 'any'}`);
  const services = listServicesOfPods(objects);
  const sender = createSender(
    (host, port) => ({ host, port }),
    (pod) => services.get(pod),
    TIMEOUT_MS,
  );
  const places = choosePlaces(prepared, options);
  const records = await askAll(prepared, derived.probes, { sender, places, signal: options.signal });
  const spots = createSpots([]);
  return summarize(prepared, records, groupRecords(records, spots), { spots, to, seed: options.seed });
}

function isOfClass({ kind, spec }: JsonObject, className: string | undefined): boolean {
  return (
    kind !== kinds.Gateway.kind ||
    className === undefined ||
    (spec as { gatewayClassName?: unknown }).gatewayClassName === className
  );
}

interface Places {
  ingress: Place;
  /** Undefined where no Gateway listens for a request. */
  gateway(probe: Probe): Place | undefined;
}

function choosePlaces({ ingress, gateway, ports }: Prepared, options: LiveOptions): Places {
  const usual = { http: 80, https: 443 };
  const known = options.ingressAddress ?? ingress.ingresses.flatMap((each) => each.ingress.addresses)[0];
  if (known === undefined)
    throw new UsageError('no Ingress has an address in its status; --ingress-address says where they are served');
  const fixed = options.gatewayAddress;
  return {
    ingress: readPlace('ingress-address', known, usual),
    gateway({ request }) {
      if (fixed !== undefined) return readPlace('gateway-address', fixed, ports);
      const found = gateway.find(request);
      if (!found) return undefined;
      const [address] = found.addresses;
      if (address === undefined)
        throw new UsageError(
          `Gateway ${found.meta.namespace}/${found.meta.name} has no address in its status; --gateway-address says where it is served`,
        );
      return { address, ports };
    },
  };
}

interface Live {
  sender: Sender;
  places: Places;
  signal: AbortSignal;
}

async function askAll(prepared: Prepared, probes: readonly Probe[], live: Live): Promise<MigrateRecord[]> {
  const side = createIngressSide(prepared.ingress);
  const records: (MigrateRecord | undefined)[] = [];
  const shared = new Set<string>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < probes.length; index = next++) {
      const probe = probes[index];
      if (!probe) return;
      const [first] = side.ask(probe.request);
      const [second] = prepared.gateway.ask(probe.request);
      if (isShared([first, second])) {
        const key = JSON.stringify([first.by, second.by, probe.request.headers]);
        if (shared.has(key) || shared.size >= SHARED_PROBES) continue;
        shared.add(key);
      }
      records[index] = await askOne(probe, first, second, live);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return records.filter((record) => record !== undefined);
}

/** What both answered, with the rules that the models say are behind it. */
async function askOne(probe: Probe, first: Take, second: Take, live: Live): Promise<MigrateRecord> {
  const count = isShared([first, second]) ? DRAWS : 1;
  const ask = async (place: Place | undefined): Promise<Take['served']> => {
    if (!place) return { kind: 'refuse' };
    const { address, ports } = place;
    const seen: Take['served'][] = [];
    for (let turn = 0; turn < count; turn += 1) {
      const remote = { address, port: ports[probe.request.scheme] };
      seen.push(toServed(await live.sender.send(remote, probe.request, live.signal), [first, second]));
    }
    return mergeServed(seen);
  };
  const [ingress, raw] = await Promise.all([ask(live.places.ingress), ask(live.places.gateway(probe))]);
  const gateway = count > 1 ? evenShares(ingress, raw, count) : raw;
  const rule = probe.variant === 'deeper wildcard' ? ('migrate-wildcard-labels' as const) : undefined;
  const differences = compareServed(ingress, gateway).map((each) => (rule ? { rule, what: '' } : each));
  const by = (take: Take) => (take.by ? { by: take.by } : {});
  return {
    probe,
    ingress: { served: ingress, ...by(first) },
    gateway: { served: gateway, ...by(second) },
    differences,
  };
}
