import type { JsonObject } from '../types.ts';

/** A place in a text, both from 1; columns count characters of UTF-16. */
export interface Position {
  line: number;
  column: number;
}

/** What keeps a part of a source from being read, in one sentence. */
export interface ManifestFault extends Position {
  /** `no-object`: it can be read, and is a text, a number or a list. */
  code: 'syntax' | 'no-object';
  message: string;
}

/** One object of a source, as kubectl would send it. */
export interface Manifest {
  readonly value: JsonObject;
  /** The name that the source was given: a path, a URL, `-`. */
  readonly source: string;
  /** Of its documents, from 1. */
  readonly document: number;
  /** Where it starts. */
  readonly start: Position;
  /** Fields that its text names more than once; the last of them counts. */
  readonly repeated: readonly RepeatedField[];
  /**
   * Where a field stands, by its path as an API server writes it: `spec.rules[0].name`, `metadata.labels[a.b/c]`. Of a
   * field that is not there, the nearest one around it.
   */
  locate(path: string): Position;
}

export interface RepeatedField extends Position {
  /** `spec.rules[0].name` */
  path: string;
}

export interface ReadManifests {
  manifests: Manifest[];
  /** Of parts that could not be read; the others are among the manifests. */
  faults: ManifestFault[];
}
