import { isIPv6 } from 'node:net';

export type Family = 'IPv4' | 'IPv6';

/** Addresses of a network that nobody else uses. */
export interface AddressPool {
  /** A free address, or `wanted` where it is one. Undefined where there is none. */
  take(family: Family, wanted?: string): string | undefined;
  /** Notes that an address is in use. */
  block(address: string): void;
  release(address: string): void;
}

export interface PoolOptions {
  /** CIDR. */
  subnets: readonly string[];
  /** In use already. */
  taken: readonly string[];
  /** Pools of the same network begin at different places where this differs, so that they seldom meet. */
  seed: string;
}

/** Container networks give away their addresses from the lower end: these come from the upper one. */
const greatestRange = 4096n;

export function createAddressPool({ subnets, taken, seed }: PoolOptions): AddressPool {
  const used = new Set(taken.map(normalizeAddress));
  const ranges = subnets.map((subnet) => createRange(subnet, seed));
  return {
    take(family, wanted) {
      const own = ranges.filter((range) => range.family === family);
      if (wanted !== undefined) {
        const address = normalizeAddress(wanted);
        const isFree =
          familyOf(address) === family && !used.has(address) && own.some((range) => range.includes(address));
        if (isFree) used.add(address);
        return isFree ? address : undefined;
      }
      for (const range of own) {
        const address = range.next((candidate) => !used.has(candidate));
        if (address !== undefined) {
          used.add(address);
          return address;
        }
      }
      return undefined;
    },
    block: (address) => void used.add(normalizeAddress(address)),
    release: (address) => void used.delete(normalizeAddress(address)),
  };
}

interface Range {
  family: Family;
  includes(address: string): boolean;
  /** Goes on where it stopped, so that an address that was given back rests for long. */
  next(isFree: (address: string) => boolean): string | undefined;
}

function createRange(subnet: string, seed: string): Range {
  const [base = '', length = ''] = subnet.split('/');
  const family = familyOf(base);
  const hostBits = BigInt((family === 'IPv4' ? 32 : 128) - Number(length));
  const first = (toNumber(base) >> hostBits) << hostBits;
  const hosts = 1n << hostBits;
  const size = hosts / 2n < greatestRange ? hosts / 2n : greatestRange;
  // The last address of an IPv4 network is its broadcast address.
  const start = first + hosts - 1n - size;
  let offset = size === 0n ? 0n : hash(seed) % size;
  return {
    family,
    includes: (address) => toNumber(address) > first && toNumber(address) < first + hosts - 1n,
    next(isFree) {
      for (let tries = 0n; tries < size; tries += 1n) {
        const address = toAddress(start + offset, family);
        offset = (offset + 1n) % size;
        if (isFree(address)) return address;
      }
      return undefined;
    },
  };
}

export function familyOf(address: string): Family {
  return isIPv6(address) ? 'IPv6' : 'IPv4';
}

/** The one spelling of an address that comparisons use. */
export function normalizeAddress(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

function toNumber(address: string): bigint {
  if (familyOf(address) === 'IPv4') return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [left = '', right] = normalizeAddress(address).split('::');
  const head = left.split(':').filter(Boolean);
  const tail = right?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
}

function toAddress(value: bigint, family: Family): string {
  if (family === 'IPv4') return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 65_535n).toString(16));
  return normalizeAddress(groups.join(':'));
}

/** FNV-1a, 32 bits. */
function hash(text: string): bigint {
  let value = 0x811c9dc5;
  for (const char of Buffer.from(text)) value = Math.imul(value ^ char, 0x01000193) >>> 0;
  return BigInt(value);
}
