import type { Place } from '../place.ts';

export interface FilterManifest {
  type: string;
  [field: string]: unknown;
}

interface FilterMaker {
  /** Features that it needs; none: it belongs to the core. */
  features: readonly string[];
  /** It needs exactly one match, of a path prefix. */
  replacesPrefix?: boolean;
  make(place: Place): FilterManifest | undefined;
}

const changed = (type: 'RequestHeaderModifier' | 'ResponseHeaderModifier', changes: object): FilterMaker => ({
  features: type === 'RequestHeaderModifier' ? [] : ['HTTPRouteResponseHeaderModification'],
  make: () => ({
    type,
    [type === 'RequestHeaderModifier' ? 'requestHeaderModifier' : 'responseHeaderModifier']: changes,
  }),
});

const redirect = (features: readonly string[], fields: object, withHost = false): FilterMaker => ({
  features,
  replacesPrefix: JSON.stringify(fields).includes('ReplacePrefixMatch'),
  make: ({ domain }) => ({
    type: 'RequestRedirect',
    requestRedirect: { ...(withHost ? { hostname: `to.${domain}` } : {}), ...fields },
  }),
});

const rewrite = (features: readonly string[], fields: object, withHost = false): FilterMaker => ({
  features,
  replacesPrefix: JSON.stringify(fields).includes('ReplacePrefixMatch'),
  make: ({ domain }) => ({
    type: 'URLRewrite',
    urlRewrite: { ...(withHost ? { hostname: `to.${domain}` } : {}), ...fields },
  }),
});

const prefix = (replacePrefixMatch: string) => ({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch } });
const full = { path: { type: 'ReplaceFullPath', replaceFullPath: '/new/path' } };

const everyChange = {
  set: [{ name: 'x-set', value: 'a,b' }],
  add: [{ name: 'X-Add', value: 'added,twice' }],
  remove: ['x-remove', 'X-Other'],
};

/** The first is none; then those of the core, then those that need features. */
const makers: readonly FilterMaker[] = [
  { features: [], make: () => undefined },
  changed('RequestHeaderModifier', { set: [{ name: 'X-Set', value: 'set' }] }),
  changed('RequestHeaderModifier', { add: [{ name: 'x-add', value: 'added' }] }),
  changed('RequestHeaderModifier', { remove: ['X-Remove'] }),
  changed('RequestHeaderModifier', everyChange),
  redirect([], { statusCode: 301 }, true),
  redirect([], {}, true),
  redirect([], { statusCode: 301 }),
  redirect(['HTTPRouteSchemeRedirect'], { scheme: 'https' }),
  redirect(['HTTPRouteSchemeRedirect', 'HTTPRoutePortRedirect'], { scheme: 'http', port: 8083 }),
  redirect(['HTTPRoutePortRedirect'], { port: 8083 }, true),
  redirect(['HTTPRoutePathRedirect'], full),
  redirect(['HTTPRoutePathRedirect'], prefix('/other')),
  redirect(['HTTPRoutePathRedirect'], prefix('/')),
  redirect(['HTTPRoute303RedirectStatusCode'], { statusCode: 303 }),
  redirect(['HTTPRoute307RedirectStatusCode'], { statusCode: 307 }),
  redirect(['HTTPRoute308RedirectStatusCode'], { statusCode: 308 }),
  rewrite(['HTTPRouteHostRewrite'], {}, true),
  rewrite(['HTTPRoutePathRewrite'], full),
  rewrite(['HTTPRoutePathRewrite'], prefix('/other/')),
  rewrite(['HTTPRoutePathRewrite', 'HTTPRouteHostRewrite'], prefix('/'), true),
  changed('ResponseHeaderModifier', everyChange),
];

/** Places of the filters that an implementation with these features knows. */
export function filterPlaces(features: ReadonlySet<string>): readonly number[] {
  return makers.flatMap((maker, place) => (maker.features.every((feature) => features.has(feature)) ? [place] : []));
}

/** Headers that the filters speak of: requests carry them, also twice and in another case. */
export const filterHeaders = ['x-set', 'x-add', 'x-remove', 'x-other'];

export function buildFilter(place: number, where: Place): FilterManifest | undefined {
  return makers[place % makers.length]?.make(where);
}

/** Whether the API takes the filter only in a rule with one match of a path prefix. */
export function needsPrefix(place: number): boolean {
  return makers[place % makers.length]?.replacesPrefix ?? false;
}
