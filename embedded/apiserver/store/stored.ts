import type { KubeObject } from '../../../apimachinery/types.ts';

/** How a resource in one version puts an object on the wire, without `kind` and `apiVersion`. */
export interface Encoder {
  readonly apiVersion: string;
  /** The object as this version shows it; the same object where nothing differs. */
  encode(object: KubeObject): KubeObject;
}

/** One state of one object. Never changed once made, so that readers and watches may share it and its JSON. */
export class Stored {
  readonly object: KubeObject;
  readonly revision: number;
  readonly #fields = new Map<string, string>();

  constructor(object: KubeObject, revision: number) {
    this.object = object;
    this.revision = revision;
  }

  /** The JSON of all fields but `kind` and `apiVersion`, without braces; made once for each version. */
  toFields(encoder: Encoder): string {
    const known = this.#fields.get(encoder.apiVersion);
    if (known !== undefined) return known;
    const { kind: _kind, apiVersion: _apiVersion, ...rest } = encoder.encode(this.object);
    const fields = JSON.stringify(rest).slice(1, -1);
    this.#fields.set(encoder.apiVersion, fields);
    return fields;
  }

  /** This state as if written at another revision; what a watch gives for an object that left its selection. */
  atRevision(revision: number): Stored {
    const metadata = { ...this.object.metadata, resourceVersion: String(revision) };
    return new Stored({ ...this.object, metadata }, revision);
  }
}
