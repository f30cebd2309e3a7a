import { type Fault, fault } from './types.ts';

const tie = () => 0;

/** The wrong rule chosen among those that match. */
export const precedenceFaults: readonly Fault[] = [
  fault('shortest-prefix-first', 'prefers shorter path prefixes to longer ones', 'precedence', ({ prefixLength }) => ({
    prefixLength: (a, b) => prefixLength(b, a),
  })),
  fault('prefix-before-exact', 'prefers path prefixes to exact paths', 'precedence', ({ exactPath }) => ({
    exactPath: (a, b) => exactPath(b, a),
  })),
  fault('header-count-ignored', 'does not prefer the match with more headers', 'precedence', () => ({
    headerCount: tie,
  })),
  fault('fewer-headers-first', 'prefers the match with fewer headers', 'precedence', ({ headerCount }) => ({
    headerCount: (a, b) => headerCount(b, a),
  })),
  fault('headers-before-path', 'prefers matches with headers to longer path prefixes', 'precedence', (right) => ({
    exactPath: (a, b) => right.headerCount(a, b) || right.exactPath(a, b),
  })),
  fault('first-rule-wins', 'takes the first rule that matches, however unspecific', 'precedence', () => ({
    exactPath: tie,
    prefixLength: tie,
    headerCount: tie,
  })),
  fault('last-rule-wins', 'prefers the later of two rules with equal matches', 'precedence', ({ ruleOrder }) => ({
    ruleOrder: (a, b) => ruleOrder(b, a),
  })),
  fault('newer-route-first', 'prefers newer routes to older ones', 'precedence', ({ age }) => ({
    age: (a, b) => age(b, a),
  })),
  fault('route-name-reversed', 'prefers the route that comes last in the alphabet', 'precedence', ({ name }) => ({
    age: tie,
    name: (a, b) => name(b, a),
  })),
  fault('wildcard-before-exact-host', 'prefers routes with a wildcard hostname', 'precedence', ({ hostname }) => ({
    hostname: (a, b) => hostname(b, a),
  })),
  fault('host-specificity-ignored', 'does not prefer routes with a more specific hostname', 'precedence', () => ({
    hostname: tie,
  })),
];
