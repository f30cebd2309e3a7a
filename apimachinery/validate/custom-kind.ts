import { validateByRules } from '../cel/rules/source.ts';
import { cloneJson } from '../json.ts';
import { fillDefaults } from '../schema/defaults.ts';
import { holdsResources, readEmbedded } from '../schema/embedded.ts';
import { pruneUnknown } from '../schema/prune.ts';
import { validateBySchema } from '../schema/validate.ts';
import type {
  CustomResourceDefinition,
  CustomResourceVersion,
  JsonObject,
  JsonSchema,
  KubeObject,
  ObjectValidator,
} from '../types.ts';

/** What a CRD says of the objects of one of its versions. */
export interface CustomKind {
  readonly schema: JsonSchema;
  /**
   * A private copy of an object without the fields that the kind does not have, and their paths.
   * @throws TypeMismatch for metadata of an embedded resource that is none
   */
  read(body: JsonObject): { value: JsonObject; unknown: string[] };
  /** Fills the schema's defaults into a private copy. */
  setDefaults(object: KubeObject): void;
  /** By the schema alone. */
  validateSchema(object: KubeObject, old: KubeObject | undefined, subresource?: string): ReturnType<ObjectValidator>;
  /** By the rules of the schema, in CEL; compiled when the first object comes. */
  validateRules: ObjectValidator;
}

/** Its schema where it gives none: everything is kept. */
const OPEN_SCHEMA: JsonSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

export function schemaOfVersion(version: CustomResourceVersion): JsonSchema {
  return (version.schema?.openAPIV3Schema as JsonSchema | undefined) ?? OPEN_SCHEMA;
}

export function makeCustomKind(crd: CustomResourceDefinition, version: CustomResourceVersion): CustomKind {
  const schema = schemaOfVersion(version);
  const hasResources = holdsResources(schema);
  let rules: { validate: ObjectValidator | undefined } | undefined;
  return {
    schema,
    read: (body) => {
      const value = cloneJson(body);
      const unknown = pruneUnknown(value, schema);
      if (hasResources) readEmbedded(value, schema, unknown);
      return { value, unknown };
    },
    setDefaults: (object) => void fillDefaults(object, schema),
    validateSchema: (object, old, subresource) => validateBySchema(schema, object, old, subresource),
    validateRules: (object, old, context) => {
      rules ??= { validate: validateByRules(crd, version.name) };
      return rules.validate?.(object, old, context) ?? [];
    },
  };
}
