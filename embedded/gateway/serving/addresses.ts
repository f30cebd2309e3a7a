import type { ServingPolicy } from '../behaviour/types.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Model } from '../model/model.ts';

/**
 * Keys of the Services that give a Gateway its addresses: one for each address that it asks for, or one. A Service
 * can ask for a single address only.
 */
export function serviceKeys(
  key: string,
  gateway: Gateway | undefined,
  policy: Pick<ServingPolicy, 'requestedAddresses'>,
): readonly { key: string; address?: string }[] {
  const requested = gateway ? policy.requestedAddresses(gateway) : [];
  if (requested.length === 0) return [{ key }];
  return requested.map((address, index) => ({ key: index === 0 ? key : `${key}-${index + 1}`, address }));
}

/** The addresses that a Gateway names. One without a value may be any. */
export function requestedAddresses({ spec }: Gateway): readonly string[] {
  return (spec.addresses ?? []).flatMap(({ value }) => value || []);
}

/** The addresses that a Gateway has now. */
export function addressesOf(
  model: Model,
  key: string,
  gateway: Gateway,
  policy: Pick<ServingPolicy, 'requestedAddresses'>,
): readonly string[] {
  return serviceKeys(key, gateway, policy).flatMap((service) => {
    const ingress = model.services.get(service.key)?.status?.loadBalancer?.ingress ?? [];
    const addresses = ingress.flatMap(({ ip }) => ip || []);
    // Until the cluster has followed a change, the old address is still there.
    return service.address ? addresses.filter((address) => address === service.address) : addresses;
  });
}
