import { type Fault, fault } from './types.ts';

/** Methods, query parameters and regular expressions matched wrongly. */
export const requestFaults: readonly Fault[] = [
  fault('method-match-ignored', 'matches requests of every method', 'matching', () => ({ method: () => true })),
  fault('method-match-only-get', 'never matches methods other than GET', 'matching', ({ method }) => ({
    method: (expected, given) => given === 'GET' && method(expected, given),
  })),
  fault('method-precedence-ignored', 'does not prefer a match by method to one by header', 'precedence', () => ({
    method: () => 0,
  })),
  fault('query-match-ignored', 'matches requests whatever their query', 'matching', () => ({ joinQuery: () => true })),
  fault('query-any-of', 'takes one matching query parameter for all of them', 'matching', () => ({
    joinQuery: (results) => results.some(Boolean),
  })),
  fault('query-value-ignored', 'looks only at whether a query parameter is there', 'matching', () => ({
    queryValue: () => true,
  })),
  fault('query-value-prefix', 'takes a query parameter that starts with the expected value', 'matching', () => ({
    queryValue: (expected, value) => value.startsWith(expected),
  })),
  fault('query-value-ignores-case', 'compares values of query parameters without regard to case', 'matching', () => ({
    queryValue: (expected, value) => value.toLowerCase() === expected.toLowerCase(),
  })),
  fault('query-name-ignores-case', 'compares names of query parameters without regard to case', 'matching', () => ({
    queryName: (expected, name) => name.toLowerCase() === expected.toLowerCase(),
  })),
  fault('query-count-ignored', 'does not prefer the match with more query parameters', 'precedence', () => ({
    queryCount: () => 0,
  })),
  fault('expression-ignores-case', 'matches regular expressions without regard to case', 'matching', (right) => ({
    regularExpression: (where, expression, text) => right.regularExpression(where, `(?i)${expression}`, text),
  })),
  fault('expression-path-as-prefix', 'takes a path expression for a literal prefix', 'matching', (right) => ({
    regularExpression: (where, expression, text) =>
      where === 'path' ? text.startsWith(expression) : right.regularExpression(where, expression, text),
  })),
  fault('expression-header-literal', 'compares header expressions literally', 'matching', (right) => ({
    regularExpression: (where, expression, text) =>
      where === 'header' ? text === expression : right.regularExpression(where, expression, text),
  })),
  fault('expression-query-literal', 'compares query expressions literally', 'matching', (right) => ({
    regularExpression: (where, expression, text) =>
      where === 'query' ? text === expression : right.regularExpression(where, expression, text),
  })),
  fault(
    'parent-port-ignored',
    'attaches routes to listeners of other ports than their parentRef names',
    'attachment',
    () => ({
      selects: (ref, listener) => !ref.sectionName || ref.sectionName === listener.name,
    }),
  ),
];
