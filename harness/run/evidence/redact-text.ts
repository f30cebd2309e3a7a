/** What stands for a value that must not be shown; its size is often what one needs to know. */
export function redacted(value: string | Uint8Array): string {
  return `[redacted ${Buffer.byteLength(value)} bytes]`;
}

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const jsonWebToken = /\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g;
const scheme = /\b(Bearer|Basic|Digest|Negotiate)(\s+)([A-Za-z0-9._~+/=-]{6,})/gi;
// `https://user:password@host`; a location may be any.
const userInfo = /(\/\/)([^\s/?#@"'<>]*:[^\s/?#@"'<>]+)(?=@)/g;
// `password: x`, `"client_secret":"x"`, `?access_token=x`; a reference such as `secretName=x` is none.
const assignment =
  /((?:^|[\s"'{,?&;[(])["']?(?:[\w.-]*[_.-])?(?:password|passwd|secret|token|api[_-]?key|authorization|cookie)["']?\s*[:=](?!\s*\[redacted )\s*\[?\s*)("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s,;&})\]"']+)/gi;

/** Replaces what looks like a credential in free text: logs, messages, bodies. */
export function redactText(text: string): string {
  return text
    .replace(privateKey, (match) => redacted(match))
    .replace(jsonWebToken, (match) => redacted(match))
    .replace(userInfo, (_match, slashes: string, value: string) => `${slashes}${redacted(value)}`)
    .replace(scheme, (_match, name: string, space: string, value: string) => `${name}${space}${redacted(value)}`)
    .replace(assignment, (match, before: string, value: string) =>
      value.includes('[redacted') || /^(?:Bearer|Basic|Digest|Negotiate)$/i.test(value)
        ? match
        : `${before}${mask(value)}`,
    );
}

// Quotes stay, so that JSON stays JSON.
function mask(value: string): string {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  const inner = quote ? value.slice(1, -1) : value;
  return inner === '' ? value : `${quote}${redacted(inner)}${quote}`;
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);

/** Headers whose values are credentials, hidden; order and spelling stay. */
export function redactHeaders(headers: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return headers.map(
    ([name, value]) => [name, secretHeaders.has(name.toLowerCase()) ? redacted(value) : redactText(value)] as const,
  );
}
