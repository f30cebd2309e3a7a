import { Transform } from 'node:stream';
import type { HeaderLine } from '../model/header.ts';
import { isHeader } from '../routes/headers.ts';
import { type Fault, fault } from './types.ts';

const isUpgrade = (headers: readonly HeaderLine[]) => headers.some(([name]) => isHeader(name, 'upgrade'));
const named = (lines: readonly HeaderLine[], name: string) => lines.filter(([present]) => isHeader(present, name));

/** What gets lost, held or mixed up on its way, whatever was decided about it. */
export const wireFaults: readonly Fault[] = [
  losing('underscores', 'loses headers with an underscore in their name', (lines) =>
    lines.filter(([name]) => !name.includes('_')),
  ),
  losing('odd-names', 'loses headers whose name is more than letters, digits, dashes and underscores', (lines) =>
    lines.filter(([name]) => /^[\w-]+$/.test(name)),
  ),
  losing('repeated-lines', 'keeps the last line of each header', (lines) => [
    ...new Map(lines.map((line) => [line[0].toLowerCase(), line] as const)).values(),
  ]),
  losing('quotes', 'loses quotes in the values of headers', (lines) =>
    lines.map(([name, value]) => [name, value.replaceAll('"', '')]),
  ),
  losing('binary-metadata', 'loses metadata of bytes, whose names end with -bin,', (lines) =>
    lines.filter(([name]) => !name.endsWith('-bin')),
  ),
  fault('requests-held', 'sends the body of a request on when it has all of it', 'forwarding', () => ({
    requestBody: (received) => received.pipe(createHold()),
  })),
  fault('responses-held', 'sends the body of a response on when it has all of it', 'forwarding', () => ({
    responseBody: (received) => received.pipe(createHold()),
  })),
  fault('cookies-but-first-lost', 'sends the first of several cookies on', 'forwarding', ({ requestHeaders }) => ({
    requestHeaders: (lines) =>
      requestHeaders(lines).map(([name, value]) => [
        name,
        isHeader(name, 'cookie') ? (value.split(';')[0] ?? '') : value,
      ]),
  })),
  fault('authorization-lost', 'keeps the Authorization of requests to itself', 'forwarding', ({ requestHeaders }) => ({
    requestHeaders: (lines) => requestHeaders(lines).filter(([name]) => !isHeader(name, 'authorization')),
  })),
  fault('upgrade-filters-skipped', 'applies no filters to requests for an upgrade', 'filters', ({ ofRequest }) => ({
    ofRequest: (rule, backend, request) => (isUpgrade(request.headers) ? [] : ofRequest(rule, backend, request)),
  })),
  ...['OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'].map((method) =>
    fault(
      `${method.toLowerCase()}-filters-skipped`,
      `applies no filters to requests of ${method}`,
      'filters',
      ({ ofRequest }) => ({
        ofRequest: (rule, backend, request) => (request.method === method ? [] : ofRequest(rule, backend, request)),
      }),
    ),
  ),
  fault('retry-adds-again', 'adds values to headers again with every try', 'retries', () => ({
    headers: (filtered, received, number) =>
      number === 0
        ? filtered
        : filtered.flatMap((line): readonly HeaderLine[] =>
            named(received, line[0]).length > 0 ||
            !line[0].toLowerCase().startsWith('x-') ||
            /^x-forwarded/i.test(line[0])
              ? [line]
              : [line, line],
          ),
  })),
  fault('retry-without-filters', 'tries again with the headers as they were received', 'retries', () => ({
    headers: (filtered, received, number) => (number === 0 ? filtered : received),
  })),
  fault('first-ancestor-only', 'tells of the first Gateway in the status of a policy', 'status', ({ ancestors }) => ({
    ancestors: (gateways) => ancestors(gateways).slice(0, 1),
  })),
  ...(['HTTPRoute', 'GRPCRoute', 'TLSRoute'] as const).map((kind) =>
    fault(
      `${kind.toLowerCase()}-backends-in-the-clear`,
      `follows no BackendTLSPolicy for the backends of a ${kind}`,
      'backendTls',
      ({ secures }) => ({
        secures: (given) => given !== kind && secures(given),
      }),
    ),
  ),
];

/** Lets nothing through before it has all. */
function createHold(): Transform {
  const chunks: Buffer[] = [];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
    flush(done) {
      done(null, Buffer.concat(chunks));
    },
  });
}

function losing(
  name: string,
  description: string,
  change: (lines: readonly HeaderLine[]) => readonly HeaderLine[],
): Fault {
  return fault(`request-${name}-lost`, `${description} of requests`, 'forwarding', ({ requestHeaders }) => ({
    requestHeaders: (lines) => change(requestHeaders(lines)),
  }));
}
