import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';
import { isRecord } from '../../common/guards.ts';

/** The echo backends' service (https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/echo-basic). */
export const ECHO_SERVICE = 'gateway_api_conformance.echo_basic.grpcecho.GrpcEcho';

/** The service by which its servers tell what they serve, over a stream (https://grpc.io/docs/guides/reflection/). */
export const REFLECTION_SERVICE = 'grpc.reflection.v1.ServerReflection';
export const REFLECTION_METHOD = 'ServerReflectionInfo';

/** Metadata whose values are bytes (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
export function isBinary(name: string): boolean {
  return name.toLowerCase().endsWith('-bin');
}

/** What an echo backend says of a call that reached it. */
export interface EchoAssertions {
  fully_qualified_method: string;
  headers: readonly { key: string; value: string }[];
  authority: string;
  context: { namespace: string; pod: string };
  /** Null where it came in the clear. */
  tls_assertions: { server_name: string; peer_certificates: readonly string[] } | null;
}

const field = (id: number, type = 'string', rule?: 'repeated') => ({ type, id, ...(rule ? { rule } : {}) });

/** Field numbers of the messages: what of them is read. */
const MESSAGES = {
  EchoRequest: { fields: {} },
  EchoResponse: { fields: { assertions: field(1, 'Assertions') } },
  Assertions: {
    fields: {
      fully_qualified_method: field(1),
      headers: field(2, 'Header', 'repeated'),
      authority: field(3),
      context: field(4, 'Context'),
      tls_assertions: field(5, 'TLSAssertions'),
    },
  },
  TLSAssertions: { fields: { server_name: field(3), peer_certificates: field(5, 'string', 'repeated') } },
  Header: { fields: { key: field(1), value: field(2) } },
  Context: { fields: { namespace: field(1), ingress: field(2), service_name: field(3), pod: field(4) } },
};

let loaded: Promise<MethodDefinition<object, object>> | undefined;

/** How calls are written and read; the same for each method of the service. */
export function loadEchoMethod(): Promise<MethodDefinition<object, object>> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<MethodDefinition<object, object>> {
  const { fromJSON } = await import('./library.ts');
  const GrpcEcho = { methods: { Echo: { requestType: 'EchoRequest', responseType: 'EchoResponse' } } };
  const [, ...packages] = ECHO_SERVICE.split('.').reverse();
  const root = packages.reduce<object>((inner, name) => ({ nested: { [name]: inner } }), {
    nested: { ...MESSAGES, GrpcEcho },
  });
  const service = fromJSON(root, { keepCase: true, defaults: true })[ECHO_SERVICE] as ServiceDefinition;
  const method = service.Echo;
  if (!method) throw new Error(`the service ${ECHO_SERVICE} has no method Echo`);
  return method;
}

/** Undefined for an answer that is no echo backend's. */
export function readAssertions(answer: object | undefined): EchoAssertions | undefined {
  if (!answer || !('assertions' in answer) || !isAssertions(answer.assertions)) return undefined;
  return answer.assertions;
}

/** The library has checked the types: what may lack is who answered. */
function isAssertions(value: unknown): value is EchoAssertions {
  if (!isRecord(value) || !isRecord(value.context)) return false;
  return typeof value.context.pod === 'string' && value.context.pod !== '';
}
