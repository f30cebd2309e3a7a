import { isIP } from 'node:net';
import { Opaque } from '../values/opaque.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { formatAddress, readAddress } from './addresses.ts';
import type { FunctionTable } from './registry.ts';

/** An address as a number of 32 or 128 bits. */
class Ip extends Opaque {
  override readonly typeName = 'net.IP';
  readonly family: 4 | 6;
  readonly bits: bigint;

  constructor(family: 4 | 6, bits: bigint) {
    super();
    this.family = family;
    this.bits = bits;
  }

  override equals(other: Value): boolean {
    return other instanceof Ip && other.family === this.family && other.bits === this.bits;
  }

  override toString(): string {
    return formatAddress(this.family, this.bits);
  }
}

class Cidr extends Opaque {
  override readonly typeName = 'net.CIDR';
  readonly ip: Ip;
  readonly length: number;

  constructor(ip: Ip, length: number) {
    super();
    this.ip = ip;
    this.length = length;
  }

  get masked(): Cidr {
    const rest = BigInt((this.ip.family === 4 ? 32 : 128) - this.length);
    return new Cidr(new Ip(this.ip.family, (this.ip.bits >> rest) << rest), this.length);
  }

  contains(ip: Ip): boolean {
    return ip.family === this.ip.family && new Cidr(ip, this.length).masked.ip.bits === this.masked.ip.bits;
  }

  override equals(other: Value): boolean {
    return other instanceof Cidr && other.ip.equals(this.ip) && other.length === this.length;
  }

  override toString(): string {
    return `${this.ip}/${this.length}`;
  }
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library */
export function addNetworks(table: FunctionTable): void {
  table
    .add('ip', ['string'], 'net.IP', parseIp)
    .add('isIP', ['string'], 'bool', (text: string) => succeeds(() => parseIp(text)))
    .add('ip.isCanonical', ['string'], 'bool', (text: string) => parseIp(text).toString() === text)
    .add('string', ['net.IP'], 'string', (ip: Ip) => ip.toString())
    .addMethod('family', ['net.IP'], 'int', (ip: Ip) => BigInt(ip.family));
  for (const [name, judge] of Object.entries(KINDS)) table.addMethod(name, ['net.IP'], 'bool', judge);
  const containsCidr = (cidr: Cidr, other: Cidr) => cidr.length <= other.length && cidr.contains(other.ip);
  table
    .add('cidr', ['string'], 'net.CIDR', parseCidr)
    .add('isCIDR', ['string'], 'bool', (text: string) => succeeds(() => parseCidr(text)))
    .add('string', ['net.CIDR'], 'string', (cidr: Cidr) => cidr.toString())
    .addMethod('containsIP', ['net.CIDR', 'string'], 'bool', (cidr: Cidr, ip: string) => cidr.contains(parseIp(ip)))
    .addMethod('containsIP', ['net.CIDR', 'net.IP'], 'bool', (cidr: Cidr, ip: Ip) => cidr.contains(ip))
    .addMethod('containsCIDR', ['net.CIDR', 'string'], 'bool', (cidr: Cidr, other: string) =>
      containsCidr(cidr, parseCidr(other)),
    )
    .addMethod('containsCIDR', ['net.CIDR', 'net.CIDR'], 'bool', containsCidr)
    .addMethod('ip', ['net.CIDR'], 'net.IP', (cidr: Cidr) => cidr.ip)
    .addMethod('prefixLength', ['net.CIDR'], 'int', (cidr: Cidr) => BigInt(cidr.length))
    .addMethod('masked', ['net.CIDR'], 'net.CIDR', (cidr: Cidr) => cidr.masked);
}

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

const KINDS: Readonly<Record<string, (ip: Ip) => boolean>> = {
  isUnspecified: ({ bits }) => bits === 0n,
  isLoopback: (ip) => isWithin(ip, '127.0.0.0/8', '::1/128'),
  isLinkLocalMulticast: (ip) => isWithin(ip, '224.0.0.0/24', 'ff02::/16') || isLinkLocalScope(ip),
  isLinkLocalUnicast: (ip) => isWithin(ip, '169.254.0.0/16', 'fe80::/10'),
  isGlobalUnicast: (ip) =>
    ip.bits !== 0n &&
    !isWithin(ip, '255.255.255.255/32', '::1/128') &&
    !isWithin(ip, '127.0.0.0/8', 'ff00::/8') &&
    !isWithin(ip, '224.0.0.0/4', 'fe80::/10') &&
    !isWithin(ip, '169.254.0.0/16', 'fe80::/10'),
};

/** Multicast of scope 2 has it in the low half of the second octet, whatever its flags are. */
function isLinkLocalScope(ip: Ip): boolean {
  return ip.family === 6 && ip.bits >> 120n === 0xffn && ((ip.bits >> 112n) & 0xfn) === 2n;
}

function isWithin(ip: Ip, four: string, six: string): boolean {
  return parseCidr(ip.family === 4 ? four : six).contains(ip);
}

function parseIp(text: string): Ip {
  const family = isIP(text);
  if (family === 0) {
    throw new CelError(
      `IP Address ${JSON.stringify(text)} parse error during conversion from string: ${explain(text)}`,
    );
  }
  if (text.includes('%')) throw new CelError(`IP address ${JSON.stringify(text)} with zone value is not allowed`);
  const bits = readAddress(text);
  if (family === 6 && bits >> 32n === 0xffffn) {
    throw new CelError(`IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`);
  }
  return new Ip(family === 4 ? 4 : 6, bits);
}

function explain(text: string): string {
  return `ParseAddr(${JSON.stringify(text)}): unable to parse IP`;
}

function parseCidr(text: string): Cidr {
  const [, address = '', length = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  const isGood = family !== 0 && !address.includes('%') && Number(length) <= (family === 4 ? 32 : 128);
  if (!isGood || (length.length > 1 && length.startsWith('0'))) {
    const detail = `netip.ParsePrefix(${JSON.stringify(text)}): ${length === '' ? "no '/'" : explain(address)}`;
    const prefix = 'network address parse error during conversion from string: ';
    throw new CelError(`${prefix}${prefix}${detail}`);
  }
  return new Cidr(parseIp(address), Number(length));
}
