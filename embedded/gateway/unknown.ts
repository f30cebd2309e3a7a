import { closest } from 'fastest-levenshtein';

/** A name that a switch of the gateway does not know: one sentence, with the nearest one that it does. */
export function describeUnknown(variable: string, name: string, known: readonly { name: string }[]): Error {
  const names = known.map((each) => each.name);
  const near = closest(name, names);
  return new Error(`${variable} names "${name}"; did you mean "${near}"? Known are ${names.join(', ')}`);
}
