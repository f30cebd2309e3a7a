import { distance } from 'fastest-levenshtein';

/** A name that a switch of the gateway does not know: one sentence, with the nearest ones that it does. */
export function describeUnknown(variable: string, name: string, known: readonly { name: string }[]): Error {
  const names = known.map((each) => each.name);
  const near = names.sort((one, other) => distance(name, one) - distance(name, other)).slice(0, 3);
  return new Error(
    `${variable} names "${name}"; of the ${names.length} names that it knows the nearest are ${near.join(', ')}`,
  );
}
