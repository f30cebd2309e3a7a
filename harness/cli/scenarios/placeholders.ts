import { nearest } from '../../common/nearest.ts';
import type { Certificate, ScenarioEnv } from '../../scenario/env.ts';
import { UsageError } from '../../scenario/errors.ts';

const PATTERN = /\$?\$\{([^}]*)\}/g;

/** What placeholders stand for in one scenario. */
export interface Values {
  env: ScenarioEnv;
  certificates: Readonly<Record<string, Certificate>>;
}

/**
 * The value with every `${…}` in its texts replaced. A text that is one placeholder and nothing else becomes what that
 * stands for, a number too; `$${…}` stays as `${…}`.
 * @param field where the value stands, for messages
 * @throws UsageError naming the field and the placeholder, without the file
 */
export function fill<T>(value: T, field: string, values: Values): T {
  return fillAny(value, field, values) as T;
}

function fillAny(value: unknown, field: string, values: Values): unknown {
  if (typeof value === 'string') return fillText(value, field, values);
  if (Array.isArray(value)) return value.map((item, index) => fillAny(item, `${field}[${index}]`, values));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, fillAny(inner, `${field}.${key}`, values)]);
  return Object.fromEntries(entries);
}

function fillText(text: string, field: string, values: Values): string | number {
  const whole = /^\$\{([^}]*)\}$/.exec(text);
  if (whole) return lookUp(whole[1] ?? '', field, values);
  return text.replace(PATTERN, (found, name: string) =>
    found.startsWith('$$') ? found.slice(1) : String(lookUp(name, field, values)),
  );
}

const WORDS = [
  'hostname',
  'domain',
  'namespace',
  'gatewayClassName',
  'controllerName',
  'ingressClassName',
  'ingressController',
  'runId',
  'echoImage',
] as const;
const FAMILIES: Readonly<Record<string, string>> = {
  host: 'host.LABEL',
  name: 'name.LABEL',
  ns: 'ns.LABEL',
  gateway: 'gateway.name',
  shared: 'shared.tls.name',
  backend: 'backend.LABEL.port',
  backendTls: 'backendTls.hostname',
  certificate: 'certificate.LABEL.certificate',
};

function lookUp(name: string, field: string, values: Values): string | number {
  const word = WORDS.find((one) => one === name);
  if (word) return values.env[word];
  const [family = '', ...rest] = name.split('.');
  const found = Object.hasOwn(FAMILIES, family) ? lookUpIn(family, rest, values) : undefined;
  if (typeof found === 'string' || typeof found === 'number') return found;
  const example = FAMILIES[family];
  const near = nearest(family, [...WORDS, ...Object.keys(FAMILIES)])[0];
  const hint = example
    ? `; it is written as \${${example}}`
    : near
      ? `; did you mean \${${FAMILIES[near] ?? near}}?`
      : '';
  throw new UsageError(`${field} has the unknown placeholder \${${name}}${hint}`);
}

function lookUpIn(family: string, path: readonly string[], { env, certificates }: Values): unknown {
  const [first = '', ...rest] = path;
  if (path.length === 0 || path.includes('')) return undefined;
  switch (family) {
    case 'host':
      return rest.length === 0 ? env.host(first) : undefined;
    case 'name':
      return rest.length === 0 ? env.name(first) : undefined;
    case 'ns':
      return rest.length === 0 ? env.ns(first) : undefined;
    case 'gateway':
      return read(env.gateway, path);
    case 'shared':
      return first === 'http' || first === 'tls' ? read(env.shared(first), rest) : undefined;
    case 'backend':
      return read(env.backend(first), rest);
    case 'backendTls':
      return read(env.backendTls, path);
    default:
      return read(certificates[first], rest);
  }
}

/** A field, however deep; undefined where there is none. */
function read(value: unknown, [field, ...rest]: readonly string[]): unknown {
  if (field === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined;
  return read((value as Record<string, unknown>)[field], rest);
}
