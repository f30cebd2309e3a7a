import { isRecord } from '../common/guards.ts';
import { groupOf } from '../kinds/index.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KindName, ObjectKey } from '../scenario/kubernetes.ts';
import { KubeError } from './errors.ts';
import { describeKey } from './key.ts';

/** A kind in one of the versions that the server serves. */
export interface Resource {
  apiVersion: string;
  plural: string;
  namespaced: boolean;
}

/** The API server does not serve this kind: its CRD is missing, or not established yet. */
export class UnknownKindError extends HarnessError {}

export interface Discovery {
  /**
   * The kind in this version; where none is given, in the one that the server prefers among those that have it.
   * Rejects with UnknownKindError.
   */
  resolve(kind: KindName, apiVersion?: string): Promise<Resource>;
  /** The kind in this version where the server has it there, else as above. */
  prefer(kind: KindName, apiVersion: string): Promise<Resource>;
}

/** Text of the answer to a GET of a path. */
export type FetchText = (path: string) => Promise<string>;

/** What was learnt of a group: its versions, the preferred one first, and the kinds of those that were asked for. */
interface GroupView {
  apiVersions: Promise<string[]>;
  kinds: Map<string, Promise<Map<string, Resource>>>;
}

/** Finds the resource of a kind, asking the server once per group and version, and again for a kind it did not name. */
export function createDiscovery(fetchText: FetchText): Discovery {
  const groups = new Map<string, GroupView>();

  function open(group: string): GroupView {
    const view = { apiVersions: readVersions(fetchText, group), kinds: new Map() };
    groups.set(group, view);
    view.apiVersions.catch(() => forget(group, view));
    return view;
  }

  function forget(group: string, view: GroupView): void {
    if (groups.get(group) === view) groups.delete(group);
  }

  async function find(group: string, view: GroupView, kind: string, wanted?: string): Promise<Resource | undefined> {
    for (const apiVersion of wanted === undefined ? await view.apiVersions : [wanted]) {
      let loading = view.kinds.get(apiVersion);
      if (!loading) {
        loading = readKinds(fetchText, apiVersion);
        view.kinds.set(apiVersion, loading);
        loading.catch(() => forget(group, view));
      }
      const found = (await loading).get(kind);
      if (found) return found;
    }
    return undefined;
  }

  async function resolve({ group, kind }: KindName, apiVersion?: string): Promise<Resource> {
    const cached = groups.get(group);
    const known = cached && (await find(group, cached, kind, apiVersion));
    if (known) return known;
    // Whoever else missed a kind meanwhile has begun to ask again: one request is enough.
    const current = groups.get(group);
    const found = await find(group, current && current !== cached ? current : open(group), kind, apiVersion);
    if (!found) {
      const place = apiVersion ?? (group || 'the core group');
      throw new UnknownKindError(`The API server does not serve kind ${kind} of ${place}.`);
    }
    return found;
  }

  return {
    resolve,
    async prefer(kind, apiVersion) {
      const served = await resolve(kind);
      const view = groups.get(kind.group);
      if (served.apiVersion === apiVersion || !view || !(await view.apiVersions).includes(apiVersion)) return served;
      return (await find(kind.group, view, kind.kind, apiVersion)) ?? served;
    },
  };
}

/** Every kind whose objects can be listed and deleted. A group whose server does not answer is left out. */
export async function listKinds(fetchText: FetchText): Promise<KindName[]> {
  const body: unknown = JSON.parse(await fetchText('/apis'));
  const groups = isRecord(body) && Array.isArray(body.groups) ? body.groups.filter(isRecord) : [];
  const apiVersions = [coreVersion, ...groups.flatMap(readGroupVersions)];
  const lists = apiVersions.map(async (apiVersion) => {
    const entries = parseResources(await fetchText(groupPath(apiVersion)).catch(() => '{}')).filter(isRecord);
    return entries.flatMap(({ name, kind, verbs }): KindName[] => {
      const can = Array.isArray(verbs) && verbs.includes('list') && verbs.includes('delete');
      return can && !String(name).includes('/') ? [{ group: groupOf(apiVersion), kind: String(kind) }] : [];
    });
  });
  // A kind may be in several versions of its group, or in an old one alone.
  const found = (await Promise.all(lists)).flat();
  return [...new Map(found.map((kind) => [`${kind.group}/${kind.kind}`, kind])).values()];
}

/** Path of an object, or of the collection where `key.name` is empty. */
export function pathOf(resource: Resource, key: ObjectKey, subresource?: string): string {
  if (resource.namespaced && key.name && !key.namespace) {
    throw new HarnessError(`${describeKey(key)} has no namespace, and its kind needs one.`);
  }
  const parts = [groupPath(resource.apiVersion)];
  if (resource.namespaced && key.namespace) {
    parts.push('namespaces', encodeURIComponent(key.namespace));
  }
  parts.push(resource.plural);
  if (key.name) {
    parts.push(encodeURIComponent(key.name));
  }
  return [...parts, ...(subresource ? [subresource] : [])].join('/');
}

/** The core group is the one whose version stands in the path, `/api/v1`. */
const coreVersion = 'v1';

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The apiVersions of a group as the server ranks them; none where it does not serve the group. */
async function readVersions(fetchText: FetchText, group: string): Promise<string[]> {
  if (group === '') return [coreVersion];
  return readGroupVersions(JSON.parse(await orNothing(fetchText(`/apis/${group}`))));
}

/** Of an APIGroup (https://kubernetes.io/docs/reference/using-api/api-concepts/), the preferred one first. */
function readGroupVersions(group: unknown): string[] {
  const versions = isRecord(group) && Array.isArray(group.versions) ? group.versions.filter(isRecord) : [];
  const preferred = isRecord(group) && isRecord(group.preferredVersion) ? [group.preferredVersion] : [];
  const named = [...preferred, ...versions].map(({ groupVersion }) => groupVersion);
  return [...new Set(named.filter((name) => typeof name === 'string'))];
}

async function readKinds(fetchText: FetchText, apiVersion: string): Promise<Map<string, Resource>> {
  const resources = new Map<string, Resource>();
  for (const entry of parseResources(await orNothing(fetchText(groupPath(apiVersion))))) {
    if (isRecord(entry) && typeof entry.name === 'string' && typeof entry.kind === 'string') {
      // `gateways/status` and the like carry the parent's kind.
      if (!entry.name.includes('/')) {
        resources.set(entry.kind, { apiVersion, plural: entry.name, namespaced: entry.namespaced === true });
      }
    }
  }
  return resources;
}

/** An empty body where there is nothing at the path. */
async function orNothing(answer: Promise<string>): Promise<string> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) {
      return '{}';
    }
    throw error;
  }
}

function parseResources(text: string): unknown[] {
  const body: unknown = JSON.parse(text);
  return isRecord(body) && Array.isArray(body.resources) ? body.resources : [];
}
