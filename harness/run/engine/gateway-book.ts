import { isRecord } from '../../common/guards.ts';
import { describeKey, storageName } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import { Mismatch } from '../../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { Clock, TimePolicies } from '../../wait/types.ts';
import { watchUntil } from '../../wait/watch.ts';

/** Knows where Gateways are reached, and learns from it whether they share one address. */
export interface GatewayBook {
  /** Waits until the Gateway's status has an address. Throws Mismatch where it gets none in time. */
  findAddress(gateway: ObjectKey, signal: AbortSignal): Promise<string>;
  /** Undefined until the shared Gateway and another one were seen. */
  sharesAddress(): boolean | undefined;
}

export interface GatewayBookOptions {
  api: KubeApi;
  clock: Clock;
  policies: TimePolicies;
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
  const others = new Set<string>();
  return {
    async findAddress(gateway, signal) {
      const { satisfied, last } = await watchUntil(
        policies.gateway,
        (watching) => api.observe(gateway, watching),
        (object) => describeLack(object),
        { clock, signal },
      );
      const address = readAddress(last?.state);
      if (!satisfied || address === undefined) {
        const mismatches = last?.mismatches ?? [];
        const observed = mismatches[0]?.observed ?? 'nothing';
        throw new Mismatch(
          `${describeKey(gateway)} got no address within ${policies.gateway.timeoutMs} ms: ${observed}`,
          mismatches,
        );
      }
      if (!shared || storageName(gateway) !== storageName(shared.key)) others.add(address);
      return address;
    },
    // One that shares is enough: routes are merged then.
    sharesAddress: () => (sharedAddress === undefined || others.size === 0 ? undefined : others.has(sharedAddress)),
  };
}

/** The first IP address of a Gateway's status, else its first hostname. */
export function readAddress(gateway: KubeObject | undefined): string | undefined {
  const addresses: unknown = isRecord(gateway?.status) ? gateway.status.addresses : undefined;
  const entries = (Array.isArray(addresses) ? addresses : []).filter(isRecord);
  const values = entries.filter(({ value }) => typeof value === 'string' && value !== '');
  const chosen = values.find(({ type }) => type === undefined || type === 'IPAddress') ?? values[0];
  return chosen && String(chosen.value);
}

function describeLack(object: KubeObject | undefined): { path: string; expected: string; observed: string }[] {
  if (readAddress(object) !== undefined) return [];
  const observed = object ? 'none' : 'the Gateway does not exist';
  return [{ path: 'status.addresses', expected: 'an address', observed }];
}
