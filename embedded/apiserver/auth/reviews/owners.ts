import { DecodeError } from '../../../../apimachinery/errors/decode.ts';
import { isObject } from '../../../../apimachinery/json.ts';
import { decodeTyped, TypeMismatch } from '../../../../apimachinery/models/decode.ts';
import { schemaOfKind } from '../../../../apimachinery/models/schema.ts';
import type { JsonObject, JsonSchema, KubeObject, ManagedFieldsEntry } from '../../../../apimachinery/types.ts';
import { type Manager, trackManager } from '../../patch/managed.ts';
import { shapeOfSchema } from '../../patch/shape.ts';

/** @throws DecodeError for a field of a wrong type */
function readQuestion(body: unknown, schema: JsonSchema, identity: { kind: string; version: string }): JsonObject {
  try {
    return decodeTyped(isObject(body) ? body : {}, schema).value;
  } catch (error) {
    throw error instanceof TypeMismatch ? new DecodeError(identity, error.message) : error;
  }
}

/** Who owns the fields of a question: whoever asks it. A real server tells it, as of any object that is created. */
export function listOwners(
  apiVersion: string,
  kind: string,
  body: unknown,
  who: Pick<Manager, 'name' | 'time'>,
): ManagedFieldsEntry[] {
  const schema = schemaOfKind(apiVersion, kind);
  const { status: _status, ...asked } = readQuestion(body, schema, { kind, version: apiVersion.split('/')[1] ?? '' });
  const given = { ...asked, apiVersion, kind, metadata: { ...Object(asked.metadata) } } as KubeObject;
  const rules = { shape: shapeOfSchema(schema), zero: decodeTyped({}, schema).value };
  const manager = { ...who, operation: 'Update', apiVersion } as const;
  return trackManager({ old: undefined, given }, rules, manager, ['status']);
}
