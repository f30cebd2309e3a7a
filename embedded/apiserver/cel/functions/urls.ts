import { ArrayList } from '../values/list.ts';
import { EntryMap } from '../values/map.ts';
import { Opaque } from '../values/opaque.ts';
import { CelError, type Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

/** Scheme, host with port, path, query; as Go's net/url reads them, which keeps more than the WHATWG's does. */
const SHAPE = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:[^/?#@]*@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/;

class Url extends Opaque {
  override readonly typeName = 'kubernetes.URL';
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(text: string) {
    super();
    const [, scheme = '', host = '', path = '', query = ''] = SHAPE.exec(text) ?? [];
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

/** What keeps a text from being an absolute URL or an absolute path; undefined where it is one. */
export function findUrlFault(text: string): string | undefined {
  const quoted = JSON.stringify(text);
  if (text === '') return 'parse "": empty url';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a URL must not hold
  if (/[\x00-\x1f\x7f]/.test(text)) return `parse ${quoted}: net/url: invalid control character in URL`;
  const [, scheme, host, path = ''] = SHAPE.exec(text) ?? [];
  if (text.startsWith(':')) return `parse ${quoted}: missing protocol scheme`;
  if (scheme === undefined && !text.startsWith('/')) return `parse ${quoted}: invalid URI for request`;
  if (host !== undefined && /[ "<>\\^`{|}]/.test(host)) {
    return `parse ${quoted}: invalid character ${JSON.stringify(/[ "<>\\^`{|}]/.exec(host)?.[0])} in host name`;
  }
  const port = host === undefined ? undefined : /:([^\]:]*)$/.exec(host)?.[1];
  if (port !== undefined && !/^\d*$/.test(port)) return `parse ${quoted}: invalid port ":${port}" after host`;
  const broken = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(path)?.[0];
  if (broken) return `parse ${quoted}: invalid URL escape ${JSON.stringify(broken)}`;
  return undefined;
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
