import { RE2JS } from 're2js';
import { messageOf } from '../errors/message-of.ts';

/** A pattern in the syntax of RE2, which is that of CRDs and of CEL. */
export interface Pattern {
  /** True where it matches anywhere in the text. */
  test(text: string): boolean;
  /** The parts of a text that match, at most `limit`; all where it is negative. */
  findAll(text: string, limit: number): string[];
}

/** What JavaScript reads in another way than RE2, or not at all. */
const OTHER_SYNTAX = /\(\?(?!:)|\\[AzCQEpPxuvk0-9]|\[\[:|\[\]|\[\^\]/;
const PLAIN_TEXT = /^[\t\n\x20-\x7e]*$/;
const MAX_KNOWN = 2000;

const known = new Map<string, Pattern | undefined>();

/** Undefined for what is not a pattern. JavaScript's own engine, much the faster one, is used where both agree. */
export function compilePattern(source: string): Pattern | undefined {
  if (known.has(source)) return known.get(source);
  if (known.size >= MAX_KNOWN) known.clear();
  const made = makePattern(source);
  known.set(source, made);
  return made;
}

function makePattern(source: string): Pattern | undefined {
  const quick = makeQuick(source);
  let exact = quick ? undefined : makeExact(source);
  if (!quick && !exact) return undefined;
  const requireExact = (): RE2JS => {
    exact ??= RE2JS.compile(source);
    return exact;
  };
  return {
    test: (text) => (quick && PLAIN_TEXT.test(text) ? quick.test(text) : requireExact().matcher(text).find()),
    findAll: (text, limit) => findAll(requireExact(), text, limit),
  };
}

function makeQuick(source: string): RegExp | undefined {
  if (OTHER_SYNTAX.test(source)) return undefined;
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}

function makeExact(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source);
  } catch {
    return undefined;
  }
}

function findAll(pattern: RE2JS, text: string, limit: number): string[] {
  const matcher = pattern.matcher(text);
  const found: string[] = [];
  while ((limit < 0 || found.length < limit) && matcher.find()) found.push(matcher.group() ?? '');
  return found;
}

/** What is wrong with a pattern, in the words of RE2; undefined for a good one. */
export function describePattern(source: string): string | undefined {
  try {
    RE2JS.compile(source);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
