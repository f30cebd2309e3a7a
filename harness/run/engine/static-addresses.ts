import { isIP } from 'node:net';
import type { Need } from '../../scenario/define.ts';
import type { GatewayAddress } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { RunInput } from './types.ts';

type Given = Pick<RunInput, 'settings' | 'cluster'>;

/** What scenarios may need and this run does not have, with the reason. */
export function findLacks(input: Given): Partial<Record<Need, string>> {
  if (readAddress(input, 'usable') !== undefined) return {};
  return { staticAddresses: 'needs an address that a Gateway may ask for: give --usable-address' };
}

/** As given, or as the cluster knows one. Throws HarnessError where there is none. */
export function findAddress(input: Given, kind: 'usable' | 'unusable'): GatewayAddress {
  const value = readAddress(input, kind);
  if (value === undefined)
    throw new HarnessError(`the run has no ${kind} address, which a scenario has to declare that it needs`);
  return { type: isIP(value) === 0 ? 'Hostname' : 'IPAddress', value };
}

/** For documentation (RFC 5737): where nothing else is said, no Gateway has it. */
const NOBODYS = '192.0.2.1';

function readAddress({ settings, cluster }: Given, kind: 'usable' | 'unusable'): string | undefined {
  return settings.staticAddresses?.[kind] ?? (kind === 'usable' ? cluster.capabilities.staticAddress : NOBODYS);
}
