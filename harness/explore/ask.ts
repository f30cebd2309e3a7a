import { type ChosenAsk, echoMethods, echoService } from '../../policy/generate/index.ts';
import { type Ask, compareAnswer, type GrpcRequest, type Observation } from '../../policy/model/index.ts';
import { parseObject, readIdentity } from '../protocols/common/json.ts';
import { sendGrpc } from '../protocols/grpc/client.ts';
import { tcp } from '../protocols/tcp/index.ts';
import { WHO } from '../protocols/tcp/lines.ts';
import { sendTls } from '../protocols/tls/client.ts';
import type { PodIdentity, Remote, SendOptions } from '../protocols/types.ts';
import { sendUdp } from '../protocols/udp/client.ts';
import { type Check, compareInTime } from './checks.ts';
import type { Ground } from './types.ts';

/** A call, connection or datagram that must be answered as the model says. */
export function checkAsk(ground: Ground, { target, ask, answer }: ChosenAsk, address: string): Check {
  return {
    async look() {
      const difference = await compareInTime(
        ground,
        () => send(ground, { address, port: target.port }, ask),
        (observation) => compareAnswer(answer, observation, 'http'),
      );
      return difference && { kind: 'traffic', subject: describeAsk(ask), ...difference, ask: { target, ask } };
    },
  };
}

/** `GRPC pkg.Service/Method host`, as `gwconf simulate` takes it. */
export function describeAsk(ask: Ask): string {
  if (ask.kind === 'http')
    return `${ask.request.method} ${ask.request.scheme}://${ask.request.host}${ask.request.path}`;
  if (ask.kind === 'stream')
    return ask.request.protocol === 'tls' ? `TLS ${ask.request.sni}` : ask.request.protocol.toUpperCase();
  const { service, method, authority, metadata } = ask.request;
  return `GRPC ${service}/${method} ${authority}${metadata.map(([name, value]) => ` -H '${name}: ${value}'`).join('')}`;
}

/** Whether an echo server would answer, where it is led to one: another call it does not know itself. */
export function isAnswerable({ ask, answer }: ChosenAsk): boolean {
  if (ask.kind !== 'grpc') return true;
  const isKnown = ask.request.service === echoService && echoMethods.includes(ask.request.method);
  const outcomes = answer.alternatives.flatMap(({ branches }) => branches.map(({ outcome }) => outcome.kind));
  return isKnown || !outcomes.includes('forward');
}

async function send(ground: Ground, remote: Remote, ask: Ask): Promise<Observation> {
  const { link, signal, pace } = ground;
  const options: SendOptions = { timeoutMs: pace.requestMs, signal };
  if (ask.kind === 'http') return await ground.sender.send(remote, ask.request, signal);
  if (ask.kind === 'grpc') return await call(ground, remote, ask.request, options);
  switch (ask.request.protocol) {
    case 'udp': {
      const { answer, error } = await sendUdp(link, remote, { text: WHO }, options);
      return toObservation(ground, answer === undefined ? undefined : readIdentity(parseObject(answer)), error);
    }
    case 'tcp': {
      const sent = await tcp.send(link, remote, { lines: [WHO] }, options);
      return toObservation(ground, tcp.identify(sent)?.backend, sent.error);
    }
    case 'tls': {
      const request = { sni: ask.request.sni, alpn: [], lines: [WHO] };
      const { backend, backendTls, error } = await sendTls(link, remote, request, options);
      return toObservation(ground, backend, error, backendTls ? 'backend' : 'gateway');
    }
  }
}

async function call(
  { link, addressOf }: Ground,
  remote: Remote,
  asked: GrpcRequest,
  options: SendOptions,
): Promise<Observation> {
  const { service, method, authority, metadata, scheme, sni = '' } = asked;
  const request = { service, method, authority, metadata, tls: scheme === 'https', sni };
  const { response, echo, error } = await sendGrpc(link, remote, request, options);
  if (!response) return { headers: [], error: error?.message };
  if (!echo) return { headers: [], code: response.code };
  const headers: Record<string, string[]> = {};
  for (const { key, value } of echo.headers) headers[key] = [...(headers[key] ?? []), value];
  const address = addressOf(echo.context.pod) ?? echo.context.pod;
  const path = echo.fully_qualified_method;
  return {
    headers: [],
    code: response.code,
    backend: { address, method: 'POST', host: echo.authority, path, headers },
  };
}

function toObservation(
  { addressOf }: Ground,
  backend: PodIdentity | undefined,
  error: { message: string } | undefined,
  terminated?: 'gateway' | 'backend',
): Observation {
  if (!backend) return { headers: [], error: error?.message };
  const address = addressOf(backend.pod) ?? backend.pod;
  const seen = { address, method: '', host: '', path: '', headers: {} };
  return { headers: [], backend: { ...seen, ...(terminated ? { terminated } : {}) } };
}
