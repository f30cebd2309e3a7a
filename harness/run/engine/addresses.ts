import { HarnessError } from '../../scenario/errors.ts';
import type { Location } from '../../steps/index.ts';

/** The addresses of one Gateway, and which of them is used. */
export interface GatewayAddresses extends Location {
  /** What the status tells now. Where it tells none, those that it told last are kept. */
  update(addresses: readonly string[]): void;
}

export function createAddresses(): GatewayAddresses {
  let known: readonly string[] = [];
  const avoided = new Set<string>();
  return {
    update(addresses) {
      if (addresses.length > 0) known = addresses;
    },
    current() {
      const [first] = known;
      if (first === undefined) throw new HarnessError('the Gateway had no address when it was asked for');
      const chosen = known.find((address) => !avoided.has(address));
      if (chosen !== undefined) return chosen;
      // None can be reached: all get another chance.
      avoided.clear();
      return first;
    },
    avoid: (address) => void avoided.add(address),
  };
}
