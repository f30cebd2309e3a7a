import { isHeader } from '../routes/headers.ts';
import { type Fault, fault } from './types.ts';

/** Requests matched wrongly. */
export const matchingFaults: readonly Fault[] = [
  fault('header-value-ignores-case', 'compares header values without regard to case', 'matching', () => ({
    headerValue: (expected, value) => isHeader(expected, value),
  })),
  fault('header-name-case-sensitive', 'compares header names with regard to case', 'matching', () => ({
    headerName: (expected, name) => expected === name,
  })),
  fault('header-any-of', 'takes one matching header for all of them', 'matching', () => ({
    joinHeaders: (results) => results.some(Boolean),
  })),
  fault('header-value-prefix', 'takes a header value that starts with the expected one for equal', 'matching', () => ({
    headerValue: (expected, value) => value.startsWith(expected),
  })),
  fault('header-value-substring', 'takes a header value that contains the expected one for equal', 'matching', () => ({
    headerValue: (expected, value) => value.includes(expected),
  })),
  fault('headers-ignored', 'does not look at header matches at all', 'matching', () => ({ joinHeaders: () => true })),
  fault('prefix-without-boundary', 'matches /foobar by the prefix /foo', 'matching', () => ({
    prefixPath: (prefix, path) => path.startsWith(prefix),
  })),
  fault('prefix-as-exact', 'matches a prefix by the whole path only', 'matching', () => ({
    prefixPath: (prefix, path) => prefix === '/' || path === prefix,
  })),
  fault('prefix-slash-significant', 'does not match /foo by the prefix /foo/', 'matching', ({ prefixPath }) => ({
    prefixPath: (prefix, path) => (prefix.endsWith('/') ? path.startsWith(prefix) : prefixPath(prefix, path)),
  })),
  fault('prefix-anywhere', 'matches a prefix in the middle of the path', 'matching', ({ prefixPath }) => ({
    prefixPath: (prefix, path) => prefixPath(prefix, path) || path.includes(`${prefix}/`),
  })),
  fault('exact-path-as-prefix', 'matches an exact path as a prefix', 'matching', ({ prefixPath }) => ({
    exactPath: prefixPath,
  })),
  fault('exact-path-ignores-slash', 'matches /foo/ by the exact path /foo', 'matching', () => ({
    exactPath: (expected, path) => path.replace(/\/+$/, '') === expected.replace(/\/+$/, ''),
  })),
  fault('path-ignores-case', 'compares paths without regard to case', 'matching', ({ exactPath, prefixPath }) => ({
    exactPath: (expected, path) => exactPath(expected.toLowerCase(), path.toLowerCase()),
    prefixPath: (prefix, path) => prefixPath(prefix.toLowerCase(), path.toLowerCase()),
  })),
  fault(
    'whole-target-host-ignored',
    'takes the Host header before the host of a target',
    'forwarding',
    ({ origin }) => ({
      origin: (target, host) => ({ ...origin(target, host), host }),
    }),
  ),
];
