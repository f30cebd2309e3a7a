import { protocolOf } from '../../protocols/index.ts';
import type { Exchange } from '../../protocols/types.ts';
import type { AnswerRecord } from '../../result/types.ts';
import { redactText } from './redact-text.ts';

const MOST_HEADERS = 64;
const LONGEST = 200;

/** What the last exchange of a row was answered, as far as it can be compared with another run's; nothing for no traffic. */
export function describeAnswer(exchanges: readonly Exchange[]): { answer?: AnswerRecord } {
  const last = exchanges.at(-1);
  if (!last) return {};
  const record = protocolOf(last.protocol).record(last);
  const { received } = record;
  if (!received) return { answer: { status: `none ${last.error?.code ?? ''}`.trim() } };
  const headers = received.headers ?? [];
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return {
    answer: {
      status: 'status' in received ? String(received.status) : 'answered',
      ...('version' in received ? { version: received.version } : {}),
      ...(headers.length > 0 ? { headers: nameHeaders(headers) } : {}),
      ...(location === undefined ? {} : { redirect: formOf(location) }),
    },
  };
}

/** What is no name of a header is left out: it could be anything. */
function nameHeaders(headers: readonly (readonly [string, string])[]): string[] {
  const names = headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => /^[!#$%&'*+.^_`|~0-9a-z-]{1,64}$/.test(name));
  return [...new Set(names)].sort().slice(0, MOST_HEADERS);
}

/** Hostnames are drawn anew in each run. */
function formOf(location: string): string {
  const form = location.replace(/^([a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)/i, '$1//HOST');
  return redactText(form.replaceAll(/[^\x21-\x7e]/g, '?')).slice(0, LONGEST);
}
