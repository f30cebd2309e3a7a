import { createHash, randomBytes } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** Whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** From 0 (included) to 1 (excluded). */
  fraction(): number;
  /** Lower-case letters and digits, the first a letter, so that it may begin a DNS label. */
  word(length: number): string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/**
 * A generator that depends on the seed and the scope alone: what one scope draws is the same whatever others drew
 * before, so that a scenario that is run alone gets the names it had in the whole run.
 */
export function createRandom(seed: string, ...scope: readonly string[]): Random {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...scope]))
    .digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  const pick = (alphabet: string) => alphabet[uniformInt(generator, 0, alphabet.length - 1)] ?? '';
  return {
    integer: (from, to) => uniformInt(generator, from, to),
    fraction: () => uniformFloat64(generator),
    word: (length) => Array.from({ length }, (_, index) => pick(index === 0 ? LETTERS : LETTERS + DIGITS)).join(''),
  };
}

/** A seed that nobody chose: ten characters, short enough to type again. */
export function randomSeed(): string {
  return createRandom(randomBytes(16).toString('hex')).word(10);
}
