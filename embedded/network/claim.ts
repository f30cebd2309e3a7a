import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { SLOTS, slotAddress } from './addresses.ts';
import { hasCode, startListening } from './listening.ts';

/** Where a cluster shows the others of this machine that its slot is taken; below the ephemeral ports. */
const CLAIM_PORT = 10_127;

export interface Claim {
  slot: number;
  /** False where only 127.0.0.1 exists: addresses are then names of the process alone, and need no claim. */
  real: boolean;
  close(): Promise<void>;
}

/**
 * Claims a slot that no other cluster of this machine uses, by a listener at the slot's first address. The first try
 * is random, since two clusters that start at once would else race through the same slots.
 */
export async function claimSlot(random: (below: number) => number = randomInt): Promise<Claim> {
  const first = random(SLOTS);
  for (let tries = 0; tries < SLOTS; tries += 1) {
    const slot = (first + tries) % SLOTS;
    const server = createServer((socket) => socket.destroy());
    try {
      await startListening(server, slotAddress('pod', slot, 0), CLAIM_PORT);
      server.unref();
      return { slot, real: true, close: () => closeServer(server) };
    } catch (error) {
      if (hasCode(error, 'EADDRNOTAVAIL', 'EINVAL')) return { slot, real: false, close: async () => {} };
      if (!hasCode(error, 'EADDRINUSE')) throw error;
    }
  }
  throw new Error(`All ${SLOTS} address ranges for embedded clusters are in use on this machine`);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
