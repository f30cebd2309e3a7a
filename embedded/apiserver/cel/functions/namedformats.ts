import {
  checkLabel,
  checkLabelValue,
  checkQualifiedName,
  checkServiceName,
  checkSubdomain,
} from '../../schema/names.ts';
import { ArrayList } from '../values/list.ts';
import { Opaque } from '../values/opaque.ts';
import { Optional } from '../values/optional.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';
import { findUrlFault } from './urls.ts';

/** What is wrong with a text, or undefined. */
type Check = (text: string) => string | undefined;

class NamedFormat extends Opaque {
  override readonly typeName = 'kubernetes.NamedFormat';
  readonly name: string;
  readonly check: Check;

  constructor(name: string, check: Check) {
    super();
    this.name = name;
    this.check = check;
  }

  override equals(other: Value): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }
}

/** A name that something is yet to follow may end with a dash. */
function prefixOf(check: Check): Check {
  return (text) => check(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text);
}

function mustMatch(pattern: RegExp, fault: string): Check {
  return (text) => (pattern.test(text) ? undefined : fault);
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DATE_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)$/;

const FORMATS: Readonly<Record<string, Check>> = {
  dns1123Label: checkLabel,
  dns1123Subdomain: checkSubdomain,
  dns1035Label: checkServiceName,
  qualifiedName: checkQualifiedName,
  dns1123LabelPrefix: prefixOf(checkLabel),
  dns1123SubdomainPrefix: prefixOf(checkSubdomain),
  dns1035LabelPrefix: prefixOf(checkServiceName),
  labelValue: checkLabelValue,
  uri: findUrlFault,
  uuid: mustMatch(UUID, 'does not match the UUID format'),
  byte: mustMatch(BASE64, 'invalid base64'),
  date: mustMatch(DATE, 'invalid date'),
  datetime: mustMatch(DATE_TIME, 'invalid datetime'),
};

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-format-library */
export function addNamedFormats(table: FunctionTable): void {
  const type = 'kubernetes.NamedFormat';
  const formats = new Map(Object.entries(FORMATS).map(([name, check]) => [name, new NamedFormat(name, check)]));
  for (const [name, format] of formats) table.add(`format.${name}`, [], type, () => format);
  table
    .add('format.named', ['string'], `optional(${type})`, (name: string) => {
      const format = formats.get(name);
      return format ? Optional.of(format) : Optional.none;
    })
    .addMethod('validate', [type, 'string'], 'optional(list(string))', (format: NamedFormat, text: string) => {
      const fault = format.check(text);
      return fault === undefined ? Optional.none : Optional.of(new ArrayList([fault]));
    });
}
