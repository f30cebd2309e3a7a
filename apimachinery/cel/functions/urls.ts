import { findUrlFault, URL_SHAPE } from '../../schema/url.ts';
import { ArrayList } from '../values/list.ts';
import { EntryMap } from '../values/map.ts';
import { Opaque } from '../values/opaque.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

class Url extends Opaque {
  override readonly typeName = 'kubernetes.URL';
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(text: string) {
    super();
    const [, scheme = '', host = '', path = '', query = ''] = URL_SHAPE.exec(text) ?? [];
    this.text = text;
    this.scheme = scheme.toLowerCase();
    this.host = host;
    this.path = path;
    this.query = query;
  }

  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }

  get port(): string {
    return /:(\d+)$/.exec(this.host)?.[1] ?? '';
  }

  override equals(other: Value): boolean {
    return other instanceof Url && other.text === this.text;
  }
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library */
export function addUrls(table: FunctionTable): void {
  const type = 'kubernetes.URL';
  table
    .add('url', ['string'], type, (text: string) => {
      const fault = findUrlFault(text);
      if (fault) throw new CelError(`URL parse error during conversion from string: ${fault}`);
      return new Url(text);
    })
    .add('isURL', ['string'], 'bool', (text: string) => findUrlFault(text) === undefined)
    .addMethod('getScheme', [type], 'string', (url: Url) => url.scheme)
    .addMethod('getHost', [type], 'string', (url: Url) => url.host)
    .addMethod('getHostname', [type], 'string', (url: Url) => url.hostname)
    .addMethod('getPort', [type], 'string', (url: Url) => url.port)
    .addMethod('getEscapedPath', [type], 'string', (url: Url) => encodeURI(url.path).replaceAll('%25', '%'))
    .addMethod('getQuery', [type], 'map(string, list(string))', readQuery);
}

function readQuery(url: Url): EntryMap {
  const map = new EntryMap();
  const query = new URLSearchParams(url.query);
  for (const name of new Set(query.keys())) map.set(name, new ArrayList(query.getAll(name)));
  return map;
}
