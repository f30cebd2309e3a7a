import { NoConnection } from '../session.ts';

/** What the client says of a connection that came to nothing, as Go's and Node's libraries word it. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/connection refused|ECONNREFUSED/, 'ECONNREFUSED'],
  [/no such host|server misbehaving|ENOTFOUND|EAI_AGAIN/, 'ENOTFOUND'],
  [/no route to host|network is unreachable|EHOSTUNREACH|ENETUNREACH/, 'EHOSTUNREACH'],
  [/connection reset|broken pipe|\bEOF\b|ECONNRESET|EPIPE|socket hang up/, 'ECONNRESET'],
  [/deadline exceeded|i\/o timeout|timed out|ETIMEDOUT/i, 'ETIMEDOUT'],
];

/** Why there is no answer: NoConnection where the other side gave none, another error where the client could not be run. */
export function explainFailure({
  stdout,
  stderr,
  failure,
}: {
  stdout: string;
  stderr: string;
  failure?: string;
}): Error {
  const said = `${stderr}\n${stdout}`;
  const [, code] = CODES.find(([words]) => words.test(said)) ?? [];
  if (code !== undefined) return new NoConnection(code);
  const last = said.trim().split('\n').at(-1) ?? '';
  return new Error(`the echo image's client gave no answer: ${[failure, last].filter((part) => part).join('; ')}`);
}
