/**
 * The target of a request from its path on, and the host that it is for: where the target is a whole URL, its authority counts
 * and not the Host header (https://www.rfc-editor.org/rfc/rfc9112.html#section-3.2.2).
 */
export function readOrigin(target: string, host: string): { target: string; host: string } {
  const [, authority = '', rest = ''] = /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)([^#]*)/i.exec(target) ?? [];
  if (authority === '') return { target, host };
  return { target: rest.startsWith('/') ? rest : `/${rest}`, host: authority };
}
