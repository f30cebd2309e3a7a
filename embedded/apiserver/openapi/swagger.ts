import protobuf from 'protobufjs/light.js';
import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

export const SWAGGER_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
/** Also under a name that is no proper media type: older clients ask for it. */
const NAMES = [SWAGGER_TYPE, 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf'];

/** True where a client reads the document of OpenAPI 2 as protobuf and not as JSON, as kubectl does. */
export function wantsEncodedSwagger(accept: string): boolean {
  const types = accept.split(',').map((entry) => (entry.split(';')[0] ?? '').trim());
  const first = types.find(
    (type) => NAMES.includes(type) || ['application/json', '*/*', 'application/*'].includes(type),
  );
  return first !== undefined && NAMES.includes(first);
}

/** Numbers of the fields that a document of ours uses. https://github.com/google/gnostic-models/blob/main/openapiv2/OpenAPIv2.proto */
const FIELDS: Readonly<Record<string, string>> = {
  Document: 'swagger=1:string info=2:Info paths=8:Paths definitions=9:Definitions',
  Info: 'title=1:string version=2:string',
  Paths: 'path=2:NamedPathItem*',
  NamedPathItem: 'name=1:string value=2:PathItem',
  PathItem:
    'get=2:Operation put=3:Operation post=4:Operation delete=5:Operation patch=8:Operation parameters=9:ParametersItem*',
  Operation:
    'description=3:string produces=6:string* consumes=7:string* parameters=8:ParametersItem* responses=9:Responses extension=13:NamedAny*',
  ParametersItem: 'parameter=1:Parameter',
  Parameter: 'body=1:BodyParameter other=2:OtherParameter',
  BodyParameter: 'name=2:string in=3:string required=4:bool schema=5:Schema',
  OtherParameter: 'query=3:QueryParameter path=4:PathParameter',
  QueryParameter: 'required=1:bool in=2:string name=4:string type=6:string uniqueItems=20:bool',
  PathParameter: 'required=1:bool in=2:string name=4:string type=5:string uniqueItems=19:bool',
  Responses: 'code=1:NamedResponse*',
  NamedResponse: 'name=1:string value=2:ResponseValue',
  ResponseValue: 'response=1:Response',
  Response: 'description=1:string schema=2:SchemaItem',
  SchemaItem: 'schema=1:Schema',
  Definitions: 'entry=1:NamedSchema*',
  Properties: 'entry=1:NamedSchema*',
  NamedSchema: 'name=1:string value=2:Schema',
  Schema:
    'ref=1:string format=2:string description=4:string default=5:Any maximum=7:double minimum=9:double maxLength=11:int64 ' +
    'minLength=12:int64 pattern=13:string maxItems=14:int64 minItems=15:int64 maxProperties=17:int64 minProperties=18:int64 ' +
    'required=19:string* enum=20:Any* additionalProperties=21:Additional type=22:Type items=23:Items properties=25:Properties extension=31:NamedAny*',
  Additional: 'schema=1:Schema boolean=2:bool',
  Type: 'value=1:string*',
  Items: 'schema=1:Schema*',
  NamedAny: 'name=1:string value=2:Any',
  Any: 'yaml=2:string',
};

let documentType: protobuf.Type | undefined;

function loadType(): protobuf.Type {
  documentType ??= protobuf.Root.fromJSON({
    nested: Object.fromEntries(Object.entries(FIELDS).map(([name, text]) => [name, { fields: readFields(text) }])),
  }).lookupType('Document');
  return documentType;
}

function readFields(text: string): Record<string, { id: number; type: string; rule?: string }> {
  const fields = text.split(' ').map((field) => {
    const [, name = '', id, type = '', many] = /^(\w+)=(\d+):(\w+)(\*?)$/.exec(field) ?? [];
    return [name, { id: Number(id), type, ...(many && { rule: 'repeated' }) }] as const;
  });
  return Object.fromEntries(fields);
}

/** A document of OpenAPI 2 as protobuf. */
export function encodeSwagger({ swagger, info, paths, definitions }: JsonObject): Buffer {
  const message = {
    swagger,
    info,
    paths: { path: mapFields(paths, toPathItem) },
    definitions: { entry: mapFields(definitions, toSchema) },
  };
  return Buffer.from(loadType().encode(message).finish());
}

function mapFields(value: unknown, convert: (one: JsonObject) => JsonObject): { name: string; value: JsonObject }[] {
  return isObject(value)
    ? Object.entries(value).map(([name, one]) => ({ name, value: convert(one as JsonObject) }))
    : [];
}

function toPathItem({ parameters, ...operations }: JsonObject): JsonObject {
  const converted = Object.entries(operations).map(([method, operation]) => [
    method,
    toOperation(operation as JsonObject),
  ]);
  return { ...Object.fromEntries(converted), parameters: toParameters(parameters) };
}

function toOperation({ parameters, responses, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    parameters: toParameters(parameters),
    responses: { code: mapFields(responses, toResponse) },
    extension: toExtensions(rest),
  };
}

function toResponse({ description, schema }: JsonObject): JsonObject {
  return { response: { description, ...(isObject(schema) && { schema: { schema: toSchema(schema) } }) } };
}

function toParameters(parameters: unknown): JsonObject[] {
  return (Array.isArray(parameters) ? parameters : []).map((one: JsonObject) => {
    if (one.in === 'body') return { parameter: { body: { ...one, schema: toSchema(one.schema as JsonObject) } } };
    return { parameter: { other: { [String(one.in)]: one } } };
  });
}

function toSchema(schema: JsonObject): JsonObject {
  const { $ref, type, items, properties, additionalProperties, default: preset, enum: values, ...rest } = schema;
  return {
    ...rest,
    ...($ref !== undefined && { ref: $ref }),
    ...(type !== undefined && { type: { value: [type] } }),
    ...(isObject(items) && { items: { schema: [toSchema(items)] } }),
    ...(isObject(properties) && { properties: { entry: mapFields(properties, toSchema) } }),
    ...(isObject(additionalProperties) && { additionalProperties: { schema: toSchema(additionalProperties) } }),
    ...(preset !== undefined && { default: toAny(preset) }),
    ...(Array.isArray(values) && { enum: values.map(toAny) }),
    extension: toExtensions(rest),
  };
}

function toExtensions(fields: JsonObject): JsonObject[] {
  const names = Object.keys(fields).filter((name) => name.startsWith('x-'));
  return names.map((name) => ({ name, value: toAny(fields[name]) }));
}

/** JSON is YAML. */
function toAny(value: unknown): JsonObject {
  return { yaml: JSON.stringify(value) };
}
