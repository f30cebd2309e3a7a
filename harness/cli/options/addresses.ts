import { isIP } from 'node:net';
import type { RunSettings } from '../../run/engine/types.ts';
import { UsageError } from '../../scenario/errors.ts';

/** https://datatracker.ietf.org/doc/html/rfc1123#section-2.1 */
const HOSTNAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/**
 * Takes `--usable-address` and `--unusable-address` as given, where either is.
 * @throws UsageError on one that is neither an IP address nor a hostname, and on two that are the same
 */
export function toStaticAddresses(
  usable: string | undefined,
  unusable: string | undefined,
): Pick<RunSettings, 'staticAddresses'> {
  if (usable === undefined && unusable === undefined) return {};
  check('usable-address', usable);
  check('unusable-address', unusable);
  if (usable === unusable) {
    throw new UsageError(`--usable-address and --unusable-address cannot be the same, '${usable}'`);
  }
  return { staticAddresses: { usable, unusable } };
}

function check(flag: string, value: string | undefined): void {
  // What ends in digits alone was meant as an IP address.
  if (value === undefined || isIP(value) !== 0 || (HOSTNAME.test(value) && !/(^|\.)\d+$/.test(value))) return;
  throw new UsageError(`--${flag} takes an IP address or a hostname, as 203.0.113.8, not '${value}'`);
}
