import { createHash, randomUUID } from 'node:crypto';
import { MODEL } from '../../../apimachinery/models/types.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { listGroups, resourcesOf } from '../discovery/legacy.ts';
import type { Registry } from '../resources/registry.ts';
import { formatGroupVersion, type Resource } from '../resources/types.ts';
import { Definitions } from './definitions.ts';
import { describePaths } from './operations.ts';

/** A document as it is sent, and what tells one state of it from another. */
export interface Document {
  text: string;
  etag: string;
}

const hashes = new WeakMap<Resource, string>();

/** Changes when what the document says of the resource does; made without making the document. */
function hashResource(resource: Resource): string {
  const known = hashes.get(resource);
  if (known) return known;
  const { apiVersion, kind, custom, rules, hasStatus } = resource;
  const schema = custom
    ? JSON.stringify(rules.schema, (key, value) => (key === MODEL || key === 'metadata' ? undefined : value))
    : '';
  const hash = digest(`${apiVersion} ${kind} ${hasStatus} ${schema}`);
  hashes.set(resource, hash);
  return hash;
}

function digest(text: string): string {
  return createHash('sha512').update(text).digest('hex').toUpperCase();
}

/** The OpenAPI documents of what is served now, each made when it is first asked for. */
export class OpenApi {
  readonly #registry: Registry;
  readonly #made = new Map<string, Document>();
  /** Clients keep documents by their hash, also those of an older program at the same address. */
  readonly #salt = randomUUID();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** /openapi/v3: where the document of each group and version is. */
  describeRoot(): JsonObject {
    const versions = [...listGroups(this.#registry)].flatMap(([group, names]) =>
      names.map((version) => ({ group, version })),
    );
    const served = versions.filter(({ group, version }) => resourcesOf(this.#registry, group, version).length > 0);
    const paths = served.map(({ group, version }) => {
      const path = group === '' ? `api/${version}` : `apis/${group}/${version}`;
      return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${this.hash(group, version)}` }] as const;
    });
    return { paths: Object.fromEntries(paths) };
  }

  hash(group: string, version: string): string {
    return this.#hash(resourcesOf(this.#registry, group, version));
  }

  /** /openapi/v3/api/v1 and /openapi/v3/apis/GROUP/VERSION; undefined for what is not served. */
  describeVersion(group: string, version: string): Document | undefined {
    const resources = resourcesOf(this.#registry, group, version);
    if (resources.length === 0) return undefined;
    return this.#make(`v3 ${formatGroupVersion(group, version)}`, this.hash(group, version), () => {
      const definitions = new Definitions(3);
      const paths = Object.assign({}, ...resources.map((resource) => describePaths(resource, definitions)));
      return { openapi: '3.0.0', info: INFO, paths, components: { schemas: sort(definitions.schemas) } };
    });
  }

  /** /openapi/v2: one document for all. */
  describeAll(): Document {
    const resources = [...listGroups(this.#registry)].flatMap(([group, versions]) =>
      versions.flatMap((version) => resourcesOf(this.#registry, group, version)),
    );
    return this.#make('v2', this.#hash(resources), () => {
      const definitions = new Definitions(2);
      const paths = Object.assign({}, ...resources.map((resource) => describePaths(resource, definitions)));
      return { swagger: '2.0', info: INFO, paths, definitions: sort(definitions.schemas) };
    });
  }

  #hash(resources: readonly Resource[]): string {
    return digest([this.#salt, ...resources.map(hashResource)].join(' '));
  }

  /** @param etag of the present state: another one is made anew */
  #make(name: string, etag: string, describe: () => JsonObject): Document {
    const known = this.#made.get(name);
    if (known?.etag === etag) return known;
    const made = { text: JSON.stringify(describe()), etag };
    this.#made.set(name, made);
    return made;
  }
}

const INFO = { title: 'Kubernetes', version: 'unversioned' };

function sort<T>(fields: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}
