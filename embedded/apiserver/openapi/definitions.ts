import { isObject } from '../../../apimachinery/json.ts';
import { schemaOfModel } from '../../../apimachinery/models/schema.ts';
import { modelOf, OPAQUE } from '../../../apimachinery/models/types.ts';
import type { JsonObject, JsonSchema } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import { describeType } from './descriptions.ts';
import { nameCustom, nameDefinition, nameOpaque, SPECIAL_NAMES } from './names.ts';

const SPECIAL_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  [SPECIAL_NAMES.intOrString]: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  [SPECIAL_NAMES.quantity]: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  [SPECIAL_NAMES.time]: { type: 'string', format: 'date-time' },
  [SPECIAL_NAMES.patch]: { type: 'object' },
};

/** What goes in and out of an operation; bodies by the names of their definitions. */
export interface Messages {
  body: string | undefined;
  answer: string;
  /** Media types of the body. */
  types: readonly string[];
  parameters: readonly JsonObject[];
}

const JSON_TYPES = ['application/json', 'application/yaml'];

/** The named schemas of a document, gathered as they are referred to. */
export class Definitions {
  readonly schemas: Record<string, JsonObject> = {};
  readonly #version: 2 | 3;

  /** @param version of OpenAPI, which decides how schemas refer to each other */
  constructor(version: 2 | 3) {
    this.#version = version;
  }

  /** Adds a resource's kind and its list; gives their names. */
  add(resource: Resource): { kind: string; list: string } {
    const { group, version, kind, listKind } = resource;
    const name = resource.custom ? nameCustom(resource, kind) : this.#nameKind(resource);
    const list = `${name.slice(0, -kind.length)}${listKind}`;
    const identity = (own: string) => ({ 'x-kubernetes-group-version-kind': [{ group, version, kind: own }] });
    this.schemas[name] = {
      ...(resource.custom ? this.#describeCustom(resource) : this.#describeStruct(resource.rules.schema)),
      ...identity(kind),
    };
    const items = { type: 'array', items: this.refer(name) };
    const properties = { apiVersion: TEXT, items, kind: TEXT, metadata: this.referTo('meta/v1.ListMeta') };
    this.schemas[list] = {
      description: `${listKind} is a list of ${kind}`,
      type: 'object',
      required: ['items'],
      properties,
      ...identity(listKind),
    };
    return { kind: name, list };
  }

  refer(name: string): JsonObject {
    return { $ref: `${this.#version === 2 ? '#/definitions/' : '#/components/schemas/'}${name}` };
  }

  /** A reference to a struct by its package and name, `meta/v1.Status`. */
  referTo(model: string): JsonObject {
    return this.#show(schemaOfModel(model));
  }

  referToSpecial(name: string): JsonObject {
    this.schemas[name] ??= this.#version === 2 ? toSwagger(SPECIAL_SCHEMAS[name] ?? {}) : (SPECIAL_SCHEMAS[name] ?? {});
    return this.refer(name);
  }

  /** What an operation takes and gives, in the form of this version of OpenAPI. */
  describeMessages({ body, answer, types, parameters }: Messages): JsonObject {
    const described = { 200: 'OK', 401: 'Unauthorized' };
    if (this.#version === 2) {
      const flat = parameters.map(({ schema, ...rest }) => ({ ...rest, ...(isObject(schema) && schema) }));
      const sent = body ? [{ name: 'body', in: 'body', required: true, schema: this.refer(body) }] : [];
      const responses = {
        200: { description: described[200], schema: this.refer(answer) },
        401: { description: described[401] },
      };
      return { ...(body && { consumes: types }), produces: JSON_TYPES, parameters: [...sent, ...flat], responses };
    }
    const contentOf = (name: string, media: readonly string[]) =>
      Object.fromEntries(media.map((type) => [type, { schema: this.refer(name) }]));
    return {
      ...(parameters.length > 0 && { parameters }),
      ...(body && { requestBody: { content: contentOf(body, types), required: true } }),
      responses: {
        200: { description: described[200], content: contentOf(answer, JSON_TYPES) },
        401: { description: described[401] },
      },
    };
  }

  #nameKind({ rules }: Resource): string {
    const model = modelOf(rules.schema);
    return model ? nameDefinition(model.type) : '';
  }

  /** A schema where a field, an item or a value of a map has it: structs by reference. */
  #show(schema: JsonSchema): JsonObject {
    const model = modelOf(schema);
    if (model) {
      const name = nameDefinition(model.type);
      if (!this.schemas[name]) {
        // In place before its fields are read: they may lead back to it.
        this.schemas[name] = {};
        Object.assign(this.schemas[name], this.#describeStruct(schema));
      }
      return { ...this.refer(name), ...pickExtensions(schema) };
    }
    if (schema['x-kubernetes-int-or-string']) return this.referToSpecial(SPECIAL_NAMES.intOrString);
    if (schema.format === 'quantity') return this.referToSpecial(SPECIAL_NAMES.quantity);
    if (schema.format === 'date-time') return this.referToSpecial(SPECIAL_NAMES.time);
    const opaque = schema[OPAQUE];
    if (typeof opaque === 'string') {
      const name = nameOpaque(opaque);
      this.schemas[name] ??= opaque.startsWith('JSON') ? {} : { type: 'object' };
      return this.refer(name);
    }
    const { items, additionalProperties, ...rest } = schema;
    return {
      ...rest,
      ...(items && { items: this.#show(items) }),
      ...(isObject(additionalProperties) && { additionalProperties: this.#show(additionalProperties) }),
    };
  }

  #describeStruct(schema: JsonSchema): JsonObject {
    const model = modelOf(schema);
    const { text, fields } = model ? describeType(model.type) : { text: '', fields: {} };
    const names = Object.keys(schema.properties ?? {}).sort();
    const properties = names.map((name) => {
      const shown = this.#show(schema.properties?.[name] ?? {});
      return [name, this.#annotate(shown, fields[name]?.text ?? '')] as const;
    });
    const required = names.filter((name) => fields[name]?.required);
    return {
      ...(text && { description: text }),
      type: 'object',
      ...(required.length > 0 && { required }),
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(schema['x-kubernetes-map-type'] ? { 'x-kubernetes-map-type': schema['x-kubernetes-map-type'] } : {}),
    };
  }

  /** A reference takes no neighbours in OpenAPI 3. */
  #annotate(shown: JsonObject, description: string): JsonObject {
    const { $ref, ...rest } = shown;
    const told = description ? { description } : {};
    if ($ref === undefined || this.#version === 2) return { ...told, ...shown };
    return Object.keys({ ...told, ...rest }).length > 0 ? { ...told, allOf: [{ $ref }], ...rest } : shown;
  }

  #describeCustom({ rules }: Resource): JsonObject {
    const { properties = {}, ...rest } = rules.schema;
    const common = { apiVersion: TEXT, kind: TEXT, metadata: this.referTo('meta/v1.ObjectMeta') };
    const whole = { ...rest, properties: { ...properties, ...common } };
    return this.#version === 2 ? toSwagger(whole) : whole;
  }
}

const TEXT = { type: 'string' };

function pickExtensions(schema: JsonSchema): JsonObject {
  const names = ['x-kubernetes-patch-strategy', 'x-kubernetes-map-type'];
  return Object.fromEntries(names.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])));
}

const LATER = ['oneOf', 'anyOf', 'allOf', 'not', 'nullable'];

/** What OpenAPI 2 can say of a schema: no choices. */
function toSwagger(schema: JsonSchema): JsonObject {
  const { properties, items, additionalProperties, ...rest } = schema;
  const hasChoice = schema.type === undefined && (schema.oneOf !== undefined || schema.anyOf !== undefined);
  const kept = Object.entries(rest).filter(([name]) => !LATER.includes(name));
  return {
    ...(hasChoice && { type: 'string' }),
    ...Object.fromEntries(kept),
    ...(items && { items: toSwagger(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: toSwagger(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, toSwagger(field)])),
    }),
  };
}
