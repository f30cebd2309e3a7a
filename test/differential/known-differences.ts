import type { KnownDifference } from './run/known.ts';

/** Where the embedded API server answers otherwise than a real one, and may. Whatever else differs is a defect. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    group: 'cel-expressions',
    steps: ['malformed-0', 'malformed-1', 'malformed-2', 'malformed-3', 'malformed-4'],
    paths: ['body.message', 'body.details.causes[0].message'],
    what: 'What is wrong with a CEL rule that cannot be parsed is told in other words, after the same place in it.',
    why:
      'The sentence is that of the generated parser of the real server. Only a CRD whose rule is no CEL gets it; it is ' +
      'refused with the same code, reason and field. The CRDs of the Gateway API, and all that any server has ever ' +
      'accepted, parse.',
  },
];
