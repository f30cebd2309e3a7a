import { TYPE_TEXTS } from './index.ts';

/**
 * One field of a built-in type. In the texts it reads `NUMBER:NAME:TYPE`, where NAME is the JSON name (`.`: the type's
 * fields stand among those of its owner) and TYPE is a scalar, a special type or another type, its package before it
 * where that differs. Before TYPE, `[]` makes a list, `{}` a map of strings, `()` a message that holds a list; `!` after a
 * scalar says that zero is a value of its own.
 */
export interface Field {
  number: number;
  name: string;
  type: Scalar | Special | MessageType;
  shape: 'one' | 'list' | 'map' | 'inline';
  /** Of a map: its values are lists. */
  holdsLists: boolean;
  keepsZero: boolean;
}

export type Scalar = 'string' | 'bool' | 'int32' | 'int64' | 'double' | 'bytes';
export type Special = (typeof SPECIALS)[number];

const SCALARS: readonly string[] = ['string', 'bool', 'int32', 'int64', 'double', 'bytes'];

/** Types whose JSON is not what their fields say. */
const SPECIALS = [
  ...['Quantity', 'IntOrString', 'Time', 'MicroTime', 'FieldsV1', 'RawExtension', 'JSON'],
  ...['JSONSchemaPropsOrArray', 'JSONSchemaPropsOrBool', 'JSONSchemaPropsOrStringArray'],
] as const;

const packages = new Map<string, Map<string, MessageType>>();

/** A type with all its fields; read from its text when first asked for, since types refer to themselves. */
export class MessageType {
  readonly name: string;
  /** `core/v1` */
  readonly packageName: string;
  readonly #text: string;
  #fields: readonly Field[] | undefined;
  #byNumber: ReadonlyMap<number, Field> | undefined;
  #byName: ReadonlyMap<string, Field> | undefined;

  constructor(packageName: string, name: string, text: string) {
    this.packageName = packageName;
    this.name = name;
    this.#text = text;
  }

  get fields(): readonly Field[] {
    this.#fields ??= this.#text === '' ? [] : this.#text.split(' ').map((text) => readField(text, this.packageName));
    return this.#fields;
  }

  get byNumber(): ReadonlyMap<number, Field> {
    this.#byNumber ??= new Map(this.fields.map((field) => [field.number, field]));
    return this.#byNumber;
  }

  /** As JSON has them: inlined fields among the others. */
  get byName(): ReadonlyMap<string, Field> {
    this.#byName ??= new Map(
      this.fields.flatMap((field): (readonly [string, Field])[] =>
        field.shape === 'inline' && field.type instanceof MessageType
          ? [...field.type.byName]
          : [[field.name, field] as const],
      ),
    );
    return this.#byName;
  }
}

/** A kind, or options that every group version has (`DeleteOptions`); undefined for what is not built in. */
export function findType(apiVersion: string, kind: string): MessageType | undefined {
  const own = TYPE_TEXTS.find((one) => one.apiVersion === apiVersion);
  return (own && loadPackage(own.package).get(kind)) ?? loadPackage('meta/v1').get(kind);
}

/** A type by its package, `core/v1`. */
export function requireType(packageName: string, name: string): MessageType {
  const found = loadPackage(packageName).get(name);
  if (!found) throw new Error(`there is no built-in type ${packageName}.${name}`);
  return found;
}

function loadPackage(name: string): Map<string, MessageType> {
  const known = packages.get(name);
  if (known) return known;
  const lines = (TYPE_TEXTS.find((one) => one.package === name)?.text ?? '').trim().split('\n');
  const made = new Map(
    lines.map((line) => {
      const [type = '', ...fields] = line.split(' ');
      return [type, new MessageType(name, type, fields.join(' '))] as const;
    }),
  );
  packages.set(name, made);
  return made;
}

function readField(text: string, packageName: string): Field {
  const match = /^(\d+):([^:]+):(\[\]|\{\})?(\(\))?(?:(\w+\/\w+)\.)?(\w+)(!)?$/.exec(text);
  if (!match) throw new Error(`unreadable field ${text}`);
  const [, number, name = '', prefix, list, otherPackage, type = '', zero] = match;
  const isKnown = SCALARS.includes(type) || (SPECIALS as readonly string[]).includes(type);
  return {
    number: Number(number),
    name,
    type: isKnown ? (type as Scalar | Special) : requireType(otherPackage ?? packageName, type),
    shape: name === '.' ? 'inline' : prefix === '[]' ? 'list' : prefix === '{}' ? 'map' : 'one',
    holdsLists: list !== undefined,
    keepsZero: zero !== undefined,
  };
}
