/** An answer as the client of the echo image tells it: names of headers in Go's spelling, lines of the body without empty ones. */
export interface ClientAnswer {
  status: number;
  headers: readonly (readonly [string, string])[];
  body: string;
}

const LINE = /^\[(\d+)( body)?\] (.*)$/;

/**
 * What the client printed: lines that begin with the number of their request, those of a body marked so
 * (https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/conformance/utils/echo/parse.go).
 */
export function readAnswers(text: string): ClientAnswer[] {
  const answers = new Map<string, { status: number; headers: [string, string][]; lines: string[] }>();
  for (const line of text.split('\n')) {
    const [, number, body, rest = ''] = LINE.exec(line) ?? [];
    if (number === undefined) continue;
    const answer = answers.get(number) ?? { status: 0, headers: [], lines: [] };
    answers.set(number, answer);
    if (body !== undefined) answer.lines.push(rest);
    else if (rest.startsWith('StatusCode=')) answer.status = Number(rest.slice('StatusCode='.length));
    else if (rest.startsWith('ResponseHeader=')) answer.headers.push(splitHeader(rest.slice('ResponseHeader='.length)));
  }
  return [...answers.values()]
    .filter(({ status }) => status > 0)
    .map(({ status, headers, lines }) => ({ status, headers, body: lines.join('\n') }));
}

function splitHeader(text: string): [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
