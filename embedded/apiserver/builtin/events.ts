import type { KubeObject } from '../../../apimachinery/types.ts';
import { nameStorage } from '../resources/custom.ts';
import type { Resource } from '../resources/types.ts';

/** What fields of a core Event are called in events.k8s.io; the others have one name in both. */
const NAMES = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const;

const CORE = { apiVersion: 'v1', kind: 'Event' };

/**
 * The Events of events.k8s.io, which are those of the core API under other field names: what is written by one is read by
 * the other.
 * @param events as it were if it had a store of its own
 * @param core where the Events really are
 */
export function shareEvents(events: Resource, core: Resource): Resource {
  return {
    ...events,
    storage: nameStorage(core.group, core.plural),
    decode: (object) => ({ ...rename(object, 1, 0), ...CORE }),
    encode: (object) => ({ ...rename(object, 0, 1), apiVersion: events.apiVersion }),
    rules: {
      ...events.rules,
      validate: core.rules.validate,
      selectableFields: Object.fromEntries(
        Object.entries(core.rules.selectableFields).map(([path, read]) => [renamePath(path), read]),
      ),
    },
  };
}

function rename({ apiVersion, kind, metadata, ...rest }: KubeObject, from: 0 | 1, to: 0 | 1): KubeObject {
  const names = new Map<string, string>(NAMES.map((pair) => [pair[from], pair[to]]));
  const fields = Object.entries(rest).map(([name, value]) => [names.get(name) ?? name, value] as const);
  return { apiVersion, kind, metadata, ...Object.fromEntries(fields) };
}

function renamePath(path: string): string {
  const [first = '', ...rest] = path.split('.');
  return [NAMES.find(([core]) => core === first)?.[1] ?? first, ...rest].join('.');
}
