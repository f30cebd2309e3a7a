const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;

/** A rule for a name: gives what is wrong with it, or undefined. */
export type NameRule = (name: string) => string | undefined;

function makeRule(pattern: string, max: number, detail: string): NameRule {
  const expression = new RegExp(`^(${pattern})$`);
  return (name) => {
    if (name.length > max) return `must be no more than ${max} characters`;
    return expression.test(name) ? undefined : `${detail}, regex used for validation is '${pattern}')`;
  };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const checkSubdomain = makeRule(
  SUBDOMAIN,
  253,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com'",
);

const checkLabelForm = makeRule(
  LABEL,
  63,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc'",
);

export function checkLabel(name: string): string | undefined {
  if (name.length <= 63 && name.includes('.') && !checkSubdomain(name)) return 'must not contain dots';
  return checkLabelForm(name);
}

/** Of Services. */
export const checkServiceName = makeRule(
  '[a-z]([-a-z0-9]*[a-z0-9])?',
  63,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123'",
);

/** Of RBAC objects: anything that fits in a URL's path. */
export function checkPathSegment(name: string): string | undefined {
  if (name === '.' || name === '..') return `may not be '${name}'`;
  const character = /[/%]/.exec(name)?.[0];
  return character ? `may not contain '${character}'` : undefined;
}

const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const checkQualifiedPart = makeRule(
  QUALIFIED,
  63,
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc'",
);

/** Of labels, annotations and finalizers: `name` or `prefix/name`. All that is wrong. */
export function listQualifiedFaults(name: string): string[] {
  const parts = name.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const part = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const wrongPrefix = prefix ? checkSubdomain(prefix) : undefined;
  return [
    ...(prefix === '' ? ['prefix part must be non-empty'] : []),
    ...(wrongPrefix ? [`prefix part ${wrongPrefix}`] : []),
    ...(part === '' ? ['name part must be non-empty'] : []),
    ...[checkQualifiedPart(part)].filter((fault) => fault !== undefined),
  ];
}

export function checkQualifiedName(name: string): string | undefined {
  return listQualifiedFaults(name)[0];
}

const LABEL_VALUE = `(${QUALIFIED})?`;

export const checkLabelValue = makeRule(
  LABEL_VALUE,
  63,
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345'",
);
