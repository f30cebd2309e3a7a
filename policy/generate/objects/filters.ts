import type { Place } from '../place.ts';

export interface FilterManifest {
  type: string;
  [field: string]: unknown;
}

type FilterMaker = (place: Place) => FilterManifest | undefined;

const headers = (changes: object): FilterMaker => {
  return () => ({ type: 'RequestHeaderModifier', requestHeaderModifier: changes });
};

const redirect = (make: (place: Place) => object): FilterMaker => {
  return (place) => ({ type: 'RequestRedirect', requestRedirect: make(place) });
};

/** Filters of the core, the first is none. */
const makers: readonly FilterMaker[] = [
  () => undefined,
  headers({ set: [{ name: 'X-Set', value: 'set' }] }),
  headers({ add: [{ name: 'x-add', value: 'added' }] }),
  headers({ remove: ['X-Remove'] }),
  headers({
    set: [{ name: 'x-set', value: 'a,b' }],
    add: [{ name: 'X-Add', value: 'added,twice' }],
    remove: ['x-remove', 'X-Other'],
  }),
  redirect(({ domain }) => ({ hostname: `to.${domain}`, statusCode: 301 })),
  redirect(({ domain }) => ({ hostname: `to.${domain}` })),
  redirect(() => ({ statusCode: 301 })),
];

export const filterCount = makers.length;

/** Headers that the filters speak of: requests carry them, also twice and in another case. */
export const filterHeaders = ['x-set', 'x-add', 'x-remove', 'x-other'];

export function buildFilter(place: number, where: Place): FilterManifest | undefined {
  return makers[place % makers.length]?.(where);
}
