import type { AddressKind } from './types.ts';

/** Second octet at which each kind's /12 begins. */
const FIRST_OCTETS: Readonly<Record<AddressKind, number>> = { pod: 64, service: 96, loadBalancer: 112 };

/** Each cluster takes one /20 of every /12: 256 clusters of 4,094 addresses a kind. */
export const SLOTS = 256;
const ADDRESSES_PER_SLOT = 4096;

/** The first octet of what is bound as it is. */
export const LOOPBACK = 127;
/** The first octet of addresses that stand for listeners and are never bound: of private use, as a real API server wants. */
export const NAMES_ONLY = 10;

/** The address at `offset` of a slot; offset 0 is the slot's own and never handed out. */
export function slotAddress(kind: AddressKind, slot: number, offset: number, octet = LOOPBACK): string {
  const index = slot * ADDRESSES_PER_SLOT + offset;
  return `${octet}.${FIRST_OCTETS[kind] + (index >>> 16)}.${(index >>> 8) & 255}.${index & 255}`;
}

export interface AddressPool {
  /** The load-balancer address that is handed out last. */
  readonly spareAddress: string;
  allocate(kind: AddressKind): string;
  /** Takes a certain address; false where it is in use or not of the slot. */
  claim(kind: AddressKind, address: string): boolean;
  release(address: string): void;
  /** Whether the address lies in the slot, handed out or not. */
  owns(address: string): boolean;
}

/** Hands out the addresses of one slot in order, so that a released one rests as long as possible before its reuse. */
export function createAddressPool(slot: number, octet = LOOPBACK): AddressPool {
  const used = new Set<string>();
  const next: Record<AddressKind, number> = { pod: 0, service: 0, loadBalancer: 0 };
  return {
    spareAddress: slotAddress('loadBalancer', slot, ADDRESSES_PER_SLOT - 2, octet),
    allocate(kind) {
      for (let tries = 1; tries < ADDRESSES_PER_SLOT; tries += 1) {
        next[kind] = (next[kind] % (ADDRESSES_PER_SLOT - 2)) + 1;
        const address = slotAddress(kind, slot, next[kind], octet);
        if (!used.has(address)) {
          used.add(address);
          return address;
        }
      }
      throw new Error(`All ${ADDRESSES_PER_SLOT - 2} ${kind} addresses of the embedded cluster are in use`);
    },
    claim(kind, address) {
      const offset = offsetOf(kind, slot, address, octet);
      if (offset < 1 || offset >= ADDRESSES_PER_SLOT - 1 || used.has(address)) return false;
      used.add(address);
      return true;
    },
    release(address) {
      used.delete(address);
    },
    owns: createOwnership(slot, octet),
  };
}

/** Where an address lies in a kind's part of a slot; negative or too great where it does not. */
function offsetOf(kind: AddressKind, slot: number, address: string, octet: number): number {
  const octets = address.split('.').map(Number);
  if (octets.length !== 4 || octets[0] !== octet || octets.some((octet) => !Number.isInteger(octet))) return -1;
  const [, second = 0, third = 0, fourth = 0] = octets;
  const index = ((second - FIRST_OCTETS[kind]) << 16) + (third << 8) + fourth;
  return index - slot * ADDRESSES_PER_SLOT;
}

/** Tells the addresses of a slot. */
export function createOwnership(slot: number, octet = LOOPBACK): (address: string) => boolean {
  const prefixes = (Object.keys(FIRST_OCTETS) as AddressKind[]).map((kind) => slotPrefix(kind, slot));
  return (address) => {
    const [, second, third] = address.split('.').map(Number);
    return prefixes.includes(((second ?? 0) << 4) | ((third ?? 0) >>> 4)) && address.startsWith(`${octet}.`);
  };
}

/** The 12 bits between the first octet and the slot's own 12 bits. */
function slotPrefix(kind: AddressKind, slot: number): number {
  return (FIRST_OCTETS[kind] << 4) + slot;
}

/** The part of a slot's addresses that is for one kind, as `ADDRESS/BITS`. */
export function slotRange(kind: AddressKind, slot: number, octet = LOOPBACK): string {
  return `${slotAddress(kind, slot, 0, octet)}/20`;
}
