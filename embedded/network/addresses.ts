import type { AddressKind } from './types.ts';

/** Second octet at which each kind's /12 begins. */
const FIRST_OCTETS: Readonly<Record<AddressKind, number>> = { pod: 64, service: 96, loadBalancer: 112 };

/** Each cluster takes one /20 of every /12: 256 clusters of 4,094 addresses a kind. */
export const SLOTS = 256;
const ADDRESSES_PER_SLOT = 4096;

/** The address at `offset` of a slot; offset 0 is the slot's own and never handed out. */
export function slotAddress(kind: AddressKind, slot: number, offset: number): string {
  const index = slot * ADDRESSES_PER_SLOT + offset;
  return `127.${FIRST_OCTETS[kind] + (index >>> 16)}.${(index >>> 8) & 255}.${index & 255}`;
}

export interface AddressPool {
  allocate(kind: AddressKind): string;
  release(address: string): void;
  /** Whether the address lies in the slot, handed out or not. */
  owns(address: string): boolean;
}

/** Hands out the addresses of one slot in order, so that a released one rests as long as possible before its reuse. */
export function createAddressPool(slot: number): AddressPool {
  const used = new Set<string>();
  const next: Record<AddressKind, number> = { pod: 0, service: 0, loadBalancer: 0 };
  return {
    allocate(kind) {
      for (let tries = 1; tries < ADDRESSES_PER_SLOT; tries += 1) {
        next[kind] = (next[kind] % (ADDRESSES_PER_SLOT - 2)) + 1;
        const address = slotAddress(kind, slot, next[kind]);
        if (!used.has(address)) {
          used.add(address);
          return address;
        }
      }
      throw new Error(`All ${ADDRESSES_PER_SLOT - 2} ${kind} addresses of the embedded cluster are in use`);
    },
    release(address) {
      used.delete(address);
    },
    owns: createOwnership(slot),
  };
}

/** Tells the addresses of a slot. */
export function createOwnership(slot: number): (address: string) => boolean {
  const prefixes = (Object.keys(FIRST_OCTETS) as AddressKind[]).map((kind) => slotPrefix(kind, slot));
  return (address) => {
    const [, second, third] = address.split('.').map(Number);
    return prefixes.includes(((second ?? 0) << 4) | ((third ?? 0) >>> 4)) && address.startsWith('127.');
  };
}

/** The 12 bits between `127.` and the slot's own 12 bits. */
function slotPrefix(kind: AddressKind, slot: number): number {
  return (FIRST_OCTETS[kind] << 4) + slot;
}
