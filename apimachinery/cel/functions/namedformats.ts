import { isBase64, isDate, isDateTime, isUuid } from '../../schema/judge/formats.ts';
import {
  checkLabel,
  checkLabelValue,
  checkQualifiedName,
  checkServiceName,
  checkSubdomain,
} from '../../schema/names.ts';
import { findUrlFault } from '../../schema/url.ts';
import { ArrayList } from '../values/list.ts';
import { Opaque } from '../values/opaque.ts';
import { Optional } from '../values/optional.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

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

function must(isGood: (text: string) => boolean, fault: string): Check {
  return (text) => (isGood(text) ? undefined : fault);
}

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
  uuid: must(isUuid, 'does not match the UUID format'),
  byte: must(isBase64, 'invalid base64'),
  date: must(isDate, 'invalid date'),
  datetime: must(isDateTime, 'invalid datetime'),
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
