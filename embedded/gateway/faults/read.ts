import type { HttpRoute, HttpRouteRule } from '../model/http-route.ts';
import type { StoredObject } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { Route } from '../model/route.ts';
import { type Fault, fault } from './types.ts';

export type ObjectOf<Field extends keyof Model> = Model[Field] extends ReadonlyMap<string, infer Kind> ? Kind : never;
/** What an object is taken for, given its key; undefined for one that is not there. */
export type Read<Kind> = (object: Kind, key: string, model: Model) => Kind | undefined;

/** A fault that takes the objects of one field of the model for something else. `begin` is called once and may keep a memory. */
export function read<Field extends keyof Model>(
  name: string,
  description: string,
  field: Field,
  begin: () => Read<ObjectOf<Field>>,
): Fault {
  return fault(name, description, 'reading', ({ objects }) => {
    const readOne = begin();
    return {
      objects: (given) => {
        const model = objects(given);
        const all = [...(model[field] as ReadonlyMap<string, ObjectOf<Field>>)];
        const taken = all.flatMap(([key, object]) => {
          const seen = readOne(object, key, model);
          return seen ? [[key, seen] as const] : [];
        });
        return { ...model, [field]: new Map(taken) };
      },
    };
  });
}

/** Gives each object together with the first that had its name. */
export function keepFirst<Kind>(join: (now: Kind, first: Kind) => Kind | undefined): Read<Kind> {
  const seen = new Map<string, Kind>();
  return (now, key) => {
    const first = seen.get(key) ?? now;
    seen.set(key, first);
    return join(now, first);
  };
}

/** A fault that goes on with objects that are deleted, as long as their namespace is there. */
export function keepDeleted(field: 'policies' | 'grants' | 'secrets' | 'services', verb: string): Fault {
  return fault(`deleted-${field}-kept`, `goes on ${verb} ${field} that are deleted`, 'reading', ({ objects }) => {
    const seen = new Map<string, unknown>();
    return {
      objects: (given) => {
        const model = objects(given);
        for (const [key, object] of model[field]) seen.set(key, object);
        const kept = [...seen].filter(([key]) => model.namespaces.has(key.split('/')[0] ?? ''));
        return { ...model, [field]: new Map(kept) } as Model;
      },
    };
  });
}

/** Changes of the first object of a name are noticed, another one is not. */
export function keepFirstOfName<Kind extends StoredObject>(): Read<Kind> {
  const seen = new Map<string, Kind>();
  return (now, key) => {
    const known = seen.get(key) ?? now;
    const taken = isReborn(now, known) ? known : now;
    seen.set(key, taken);
    return taken;
  };
}

export function isReborn(now: StoredObject, before: StoredObject): boolean {
  return now.metadata.uid !== before.metadata.uid;
}

/** The route with each of its rules changed. Rules of all kinds are taken for those of an HTTPRoute, which have the most fields. */
export function mapRules(route: Route, change: (rule: HttpRouteRule, index: number) => HttpRouteRule): Route {
  const { spec } = route as HttpRoute;
  return spec.rules ? ({ ...route, spec: { ...spec, rules: spec.rules.map(change) } } as Route) : route;
}
