import { Uint } from '../values/scalars.ts';
import type { Token } from './tokens.ts';

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** Undefined for a number that is out of its type's range. */
export function readInt(text: string, isNegative: boolean): bigint | undefined {
  const value = isNegative ? -BigInt(text) : BigInt(text);
  return value <= MAX_INT && value >= -MAX_INT - 1n ? value : undefined;
}

export function readUint(text: string): Uint | undefined {
  const value = BigInt(text.slice(0, -1));
  return value <= MAX_UINT ? new Uint(value) : undefined;
}

export function readFloat(text: string, isNegative: boolean): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  return isNegative ? -value : value;
}

/** Undefined where an escape names no character. */
export function readString({ text }: Token): string | undefined {
  const { body, isRaw } = unquote(text);
  if (isRaw) return body;
  let isGood = true;
  const value = body.replace(ESCAPE, (text) => {
    const code = codeOf(text);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) isGood = false;
    return isGood ? String.fromCodePoint(code) : '';
  });
  return isGood ? value : undefined;
}

/** Undefined where an escape names a character and not a byte. */
export function readBytes({ text }: Token): Uint8Array | undefined {
  const { body, isRaw } = unquote(text.slice(1));
  if (isRaw) return Buffer.from(body);
  if (/\\[uU]/.test(body.replaceAll('\\\\', ''))) return undefined;
  const parts = body
    .split(ESCAPES)
    .map((part, index) => (index % 2 === 1 ? Buffer.from([codeOf(part)]) : Buffer.from(part)));
  return Buffer.concat(parts);
}

function unquote(text: string): { body: string; isRaw: boolean } {
  const isRaw = /^[rR]/.test(text);
  const quoted = isRaw ? text.slice(1) : text;
  const width = /^("""|''')[\s\S]*\1$/.test(quoted) && quoted.length >= 6 ? 3 : 1;
  const body = quoted.slice(width, -width);
  // Line ends are the same on all systems, as in a source file.
  return { body: body.replace(/\r\n?/g, '\n'), isRaw };
}

const ESCAPE = /\\(?:[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2}|[\s\S])/g;
const ESCAPES = new RegExp(`(${ESCAPE.source})`);
const NAMED: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

function codeOf(sequence: string): number {
  const rest = sequence.slice(1);
  if (/^[xXuU]/.test(rest)) return Number.parseInt(rest.slice(1), 16);
  if (/^[0-7]/.test(rest)) return Number.parseInt(rest, 8);
  return NAMED[rest] ?? rest.charCodeAt(0);
}
