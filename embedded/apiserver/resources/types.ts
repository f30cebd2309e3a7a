import type { FieldError, JsonObject, JsonSchema, KubeObject, ValidationContext } from '../../../apimachinery/types.ts';
import type { Shape } from '../patch/shape.ts';
import type { Encoder } from '../store/stored.ts';
import type { Printer } from '../tables/types.ts';

export interface SpecRules {
  /** Fills defaults into a private copy. */
  setDefaults(object: KubeObject): void;
  /** Sets in a private copy what a new object gets from the server; nobody owns these fields. */
  prepareNew?(object: KubeObject): void;
  /** Sets in a private copy what the stored object has and an update may leave out, such as an address once given. */
  keepAllocated?(object: KubeObject, old: KubeObject): void;
  /** Takes from a private copy what was owned and judged, and is not kept; asked last, before the copy is stored. */
  settle?(object: KubeObject): void;
  /** How long a deleted object stays for whoever runs it to end it, in seconds; missing: it goes at once. */
  readGracePeriod?(object: KubeObject): number;
  /** Of the whole object, metadata and all. */
  schema: JsonSchema;
  /** What an object holds before anything is said of it. */
  zero: JsonObject;
  /** A private copy of a body without the fields that the kind does not have, and their paths. @throws ApiError 400 */
  read(body: JsonObject, resource: Resource): { value: JsonObject; unknown: string[] };
  validate(object: KubeObject, old: KubeObject | undefined, context: ValidationContext): FieldError[];
  /** What a name may look like; the broken rule, or undefined. */
  validateName(name: string): string | undefined;
  /** How lists and maps merge, for server-side apply. */
  shape: Shape;
  /** How they merge in a strategic merge patch, which is for built-in kinds only. */
  patchShape?: Shape;
  /**
   * The fields (paths from the top) whose change makes a new generation; `all` but metadata (and status, where it is a
   * subresource). None: the kind has no generation.
   */
  generation: readonly string[] | 'all' | undefined;
  /** Field selectors beyond metadata.name and metadata.namespace. */
  selectableFields: Readonly<Record<string, (object: KubeObject) => string>>;
  /** DELETE answers with the object where others answer with a Status. */
  returnsDeleted: boolean;
}

/** Where an object keeps what its scale tells, as fields from the top. */
export interface ScalePaths {
  replicas: readonly string[];
  statusReplicas: readonly string[];
  /** Of a label selector, or of a text that is one. */
  selector?: readonly string[];
}

/** One resource in one version, as discovery lists it. */
export interface Resource extends Encoder {
  readonly group: string;
  readonly version: string;
  /** `v1` or `apps/v1` */
  readonly apiVersion: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly listKind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly storageVersion: string;
  /** Name of its collection; the same for all versions. */
  readonly storage: string;
  readonly hasStatus: boolean;
  readonly scale?: ScalePaths;
  readonly custom: boolean;
  /** Said in a Warning header to whoever uses it. */
  readonly warning?: string;
  /** How tables show its objects, where the resource brings its own way. */
  readonly printer?: Printer;
  readonly rules: SpecRules;
  /** An object read from a body, in the form it is stored in. */
  decode(object: KubeObject): KubeObject;
}

export function formatGroupVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
