/**
 * Learns the shape of a type from an ajv validator that was compiled ahead of time.
 *
 * `@kubernetes-models/gateway-api` ships its JSON schemas only as compiled functions. What such a function reads of a
 * value, and what it complains about, tells the schema: an object's properties are those it asks for, and each limit
 * stands in the parameters of the error that breaks it.
 */

/** One error as ajv gives it (https://ajv.js.org/api.html#error-objects). */
export interface ValidatorError {
  instancePath: string;
  keyword: string;
  params: Readonly<Record<string, unknown>>;
}

export interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}

/** The part of a structural schema (apiextensions.k8s.io/v1 JSONSchemaProps) that validators reveal. */
export interface StructuralSchema {
  type?: string;
  format?: string;
  enum?: unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  required?: string[];
  properties?: Record<string, StructuralSchema>;
  items?: StructuralSchema;
  additionalProperties?: StructuralSchema;
  [extension: string]: unknown;
}

/** Gives the errors of the value at the probed place, paths relative to it. */
type Probe = (value: unknown) => readonly ValidatorError[];

const longestString = 20_000;
const longestArray = 2_000;
const PROBE_KEY = 'probe';
/** Of no type that JSON knows, so that every validator names the type that it wants. */
const ofNoType = Symbol('of no type');

/** Reflects the schema of a compiled validator. Properties named in `skip` (top level only) are left out. */
export function reflectSchema(validate: Validator, skip: readonly string[] = []): StructuralSchema {
  const root: Probe = (value) => {
    validate(value);
    return validate.errors ?? [];
  };
  return reflect(root, new Set(skip));
}

function reflect(probe: Probe, skip: ReadonlySet<string> = new Set()): StructuralSchema {
  const types = new Set(probe(ofNoType).flatMap((error) => (error.keyword === 'type' ? [error.params.type] : [])));
  const [type] = types;
  if (types.size !== 1 || typeof type !== 'string') {
    throw new Error(`a validator whose value is of ${types.size} types (${[...types].join(', ')}) can't be reflected`);
  }
  switch (type) {
    case 'object':
      return { type, ...reflectObject(probe, skip) };
    case 'array':
      return { type, ...reflectArray(probe) };
    case 'string':
      return { type, ...limits(probe, ['', '\u0000', 'a'.repeat(longestString)], stringKeywords) };
    case 'integer':
    case 'number':
      return { type, ...limits(probe, [-1e300, 1e300], numberKeywords) };
    default:
      return { type };
  }
}

type Keywords = Readonly<Record<string, { param: string; as: string }>>;

const stringKeywords: Keywords = {
  enum: { param: 'allowedValues', as: 'enum' },
  pattern: { param: 'pattern', as: 'pattern' },
  format: { param: 'format', as: 'format' },
  minLength: { param: 'limit', as: 'minLength' },
  maxLength: { param: 'limit', as: 'maxLength' },
};
const numberKeywords: Keywords = {
  enum: { param: 'allowedValues', as: 'enum' },
  format: { param: 'format', as: 'format' },
  minimum: { param: 'limit', as: 'minimum' },
  maximum: { param: 'limit', as: 'maximum' },
};
const arrayKeywords: Keywords = {
  minItems: { param: 'limit', as: 'minItems' },
  maxItems: { param: 'limit', as: 'maxItems' },
};
const objectKeywords: Keywords = {
  minProperties: { param: 'limit', as: 'minProperties' },
  maxProperties: { param: 'limit', as: 'maxProperties' },
};

/** What the errors of deliberately bad values say at the value itself. */
function limits(probe: Probe, values: readonly unknown[], keywords: Keywords): StructuralSchema {
  const found: StructuralSchema = {};
  for (const error of values.flatMap((value) => probe(value))) {
    const keyword = error.instancePath === '' ? keywords[error.keyword] : undefined;
    if (keyword) found[keyword.as] = error.params[keyword.param];
  }
  return found;
}

function reflectArray(probe: Probe): StructuralSchema {
  const items = reflect((value) => below(probe([value]), '/0'));
  return { ...limits(probe, [[], new Array(longestArray).fill(ofNoType)], arrayKeywords), items };
}

function reflectObject(probe: Probe, skip: ReadonlySet<string>): StructuralSchema {
  const { names, required, isMap } = readProperties(probe);
  if (isMap) {
    const values = reflect((value) => below(probe({ [PROBE_KEY]: value }), `/${PROBE_KEY}`));
    const many = Object.fromEntries(Array.from({ length: longestArray }, (_, index) => [`k${index}`, 'v']));
    return { ...limits(probe, [{}, many], objectKeywords), additionalProperties: values };
  }
  const properties: Record<string, StructuralSchema> = {};
  for (const name of names) {
    if (!skip.has(name)) properties[name] = reflect((value) => below(probe({ [name]: value }), `/${name}`));
  }
  return { ...(required.length > 0 ? { required } : {}), properties };
}

/** The properties that a validator asks an object for. One that walks the keys has a map before it. */
function readProperties(probe: Probe): { names: string[]; required: string[]; isMap: boolean } {
  const names = new Set<string>();
  let isMap = false;
  const spy = new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string' && !isMap) names.add(name);
        return undefined;
      },
      ownKeys: () => {
        isMap = true;
        return [];
      },
    },
  );
  const errors = probe(spy);
  const required = errors.flatMap((error) =>
    error.keyword === 'required' && error.instancePath === '' ? [String(error.params.missingProperty)] : [],
  );
  return { names: [...names].sort(), required: required.sort(), isMap };
}

function below(errors: readonly ValidatorError[], prefix: string): readonly ValidatorError[] {
  return errors.flatMap((error) =>
    error.instancePath === prefix || error.instancePath.startsWith(`${prefix}/`)
      ? [{ ...error, instancePath: error.instancePath.slice(prefix.length) }]
      : [],
  );
}
