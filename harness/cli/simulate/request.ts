import type { HttpRequest } from '../../../policy/model/index.ts';
import { UsageError } from '../../scenario/errors.ts';

/** `GET https://a.example/x`, or an address alone. Throws UsageError that says what was expected. */
export function readRequest(text: string, headerLines: readonly string[]): { port: number; request: HttpRequest } {
  const [, method = 'GET', address = ''] = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(text.trim()) ?? [];
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UsageError(`the request is ${JSON.stringify(text)}, expected one like 'GET https://a.example/x'`);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const headers = readHeaders(headerLines);
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? url.host;
  // As it was written: URL would undo what a gateway may look at.
  const path = address.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '') || '/';
  return {
    port: Number(url.port) || (scheme === 'https' ? 443 : 80),
    request: {
      method: method.toUpperCase(),
      scheme,
      host,
      path: path.startsWith('/') ? path : `/${path}`,
      headers: headers.filter(([name]) => name.toLowerCase() !== 'host'),
      sni: url.hostname,
    },
  };
}

/** `name: value` each; a flag that takes a list has cut values at their commas. */
function readHeaders(lines: readonly string[]): readonly (readonly [string, string])[] {
  const whole: string[] = [];
  for (const line of lines) {
    if (/^[\w!#$%&'*+.^`|~-]+:/.test(line)) whole.push(line);
    else if (whole.length > 0) whole.push(`${whole.pop()},${line}`);
    else throw new UsageError(`--header is ${JSON.stringify(line)}, expected one like 'version: one'`);
  }
  return whole.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}
