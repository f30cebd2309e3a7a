import { isRecord } from '../../common/guards.ts';
import { isKind, kinds } from '../../kinds/index.ts';
import { describeKey, storageName } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import { Mismatch } from '../../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { Location } from '../../steps/index.ts';
import type { Clock, TimePolicies } from '../../wait/types.ts';
import { watchUntil } from '../../wait/watch.ts';
import { createAddresses, type GatewayAddresses } from './addresses.ts';

/** Knows where Gateways are reached, and learns from it whether they share one address. */
export interface GatewayBook {
  /** Waits until the status of a Gateway or Ingress has an address. Throws Mismatch where it gets none in time. */
  locate(gateway: ObjectKey, signal: AbortSignal): Promise<Location>;
  /** Undefined until the shared Gateway and another one were seen. */
  sharesAddress(): boolean | undefined;
}

export interface GatewayBookOptions {
  api: KubeApi;
  clock: Clock;
  policies: TimePolicies;
  /** Ends the following of Gateways. */
  signal: AbortSignal;
  /** The shared Gateway for HTTP; missing where no scenario uses it. */
  shared?: { key: ObjectKey; served: Promise<{ address: string }> };
}

export function createGatewayBook(options: GatewayBookOptions): GatewayBook {
  const { api, clock, policies, shared } = options;
  let sharedAddress: string | undefined;
  shared?.served.then(
    ({ address }) => {
      sharedAddress = address;
    },
    () => {},
  );
  const followed = new Map<string, GatewayAddresses>();
  const others = new Set<string>();

  /** Until the run ends: there are as many as Gateways, on one watch. */
  const follow = (gateway: ObjectKey): GatewayAddresses => {
    const name = storageName(gateway);
    const known = followed.get(name);
    if (known) return known;
    const addresses = createAddresses();
    followed.set(name, addresses);
    const keepUp = async (): Promise<void> => {
      for await (const state of api.observe(gateway, options.signal)) addresses.update(readAddresses(state));
    };
    // Who asks next begins anew; until then the addresses last seen are good enough.
    keepUp().catch(() => followed.delete(name));
    return addresses;
  };

  return {
    async locate(gateway, signal) {
      const { satisfied, last } = await watchUntil(
        policies.gateway,
        (watching) => api.observe(gateway, watching),
        (object) => describeLack(gateway, object),
        { clock, signal },
      );
      const present = readAddresses(last?.state);
      if (!satisfied || present.length === 0) {
        const mismatches = last?.mismatches ?? [];
        const observed = mismatches[0]?.observed ?? 'nothing';
        throw new Mismatch(
          `${describeKey(gateway)} got no address within ${policies.gateway.timeoutMs} ms: ${observed}`,
          mismatches,
        );
      }
      const addresses = follow(gateway);
      addresses.update(present);
      if (isKind(gateway, kinds.Gateway) && (!shared || storageName(gateway) !== storageName(shared.key)))
        others.add(addresses.current());
      return addresses;
    },
    // One that shares is enough: routes are merged then.
    sharesAddress: () => (sharedAddress === undefined || others.size === 0 ? undefined : others.has(sharedAddress)),
  };
}

/** The first IP address of a Gateway's status, else its first hostname. */
export function readAddress(gateway: KubeObject | undefined): string | undefined {
  return readAddresses(gateway)[0];
}

/** The addresses of a Gateway's status, or of an Ingress', IP addresses before hostnames, each in the order of the status. */
function readAddresses(object: KubeObject | undefined): string[] {
  if (object && isKind(object, kinds.Ingress)) return readIngressAddresses(object);
  const addresses: unknown = isRecord(object?.status) ? object.status.addresses : undefined;
  const entries = (Array.isArray(addresses) ? addresses : []).filter(isRecord);
  const isIp = ({ type }: Record<string, unknown>): boolean => type === undefined || type === 'IPAddress';
  const sorted = [...entries.filter(isIp), ...entries.filter((entry) => !isIp(entry))];
  return sorted.flatMap(({ value }) => (typeof value === 'string' && value !== '' ? [value] : []));
}

function readIngressAddresses({ status }: KubeObject): string[] {
  const balancer = isRecord(status) && isRecord(status.loadBalancer) ? status.loadBalancer : {};
  const entries = (Array.isArray(balancer.ingress) ? balancer.ingress : []).filter(isRecord);
  return [...entries.map(({ ip }) => ip), ...entries.map(({ hostname }) => hostname)].filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}

function describeLack(
  key: ObjectKey,
  object: KubeObject | undefined,
): { path: string; expected: string; observed: string }[] {
  if (readAddress(object) !== undefined) return [];
  const observed = object ? 'none' : `the ${key.kind} does not exist`;
  const path = isKind(key, kinds.Ingress) ? 'status.loadBalancer.ingress' : 'status.addresses';
  return [{ path, expected: 'an address', observed }];
}
