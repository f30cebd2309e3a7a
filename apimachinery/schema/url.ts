/** Scheme, host with port, path, query; as Go's net/url reads them, which keeps more than the WHATWG's does. */
export const URL_SHAPE =
  /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:[^/?#@]*@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/;

/** What keeps a text from being an absolute URL or an absolute path; undefined where it is one. */
export function findUrlFault(text: string): string | undefined {
  const quoted = JSON.stringify(text);
  if (text === '') return 'parse "": empty url';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a URL must not hold
  if (/[\x00-\x1f\x7f]/.test(text)) return `parse ${quoted}: net/url: invalid control character in URL`;
  const [, scheme, host, path = ''] = URL_SHAPE.exec(text) ?? [];
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
