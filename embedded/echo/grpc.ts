import type { Socket } from 'node:net';
import {
  type Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { EchoIdentity } from './identity.ts';
import { createReflection, loadReflectionService } from './reflection.ts';
import { describeTls, type EchoTls } from './tls.ts';

/** Package and service name of the official gRPC echo server, and with them the paths that routes match. */
const GRPC_ECHO_SERVICE = 'gateway_api_conformance.echo_basic.grpcecho.GrpcEcho';

const text = (id: number) => ({ type: 'string', id });
const unary = { requestType: 'EchoRequest', responseType: 'EchoResponse' };

const messages = {
  Header: { fields: { key: text(1), value: text(2) } },
  Context: { fields: { namespace: text(1), ingress: text(2), service_name: text(3), pod: text(4) } },
  TLSAssertions: {
    fields: {
      version: text(1),
      negotiated_protocol: text(2),
      server_name: text(3),
      cipher_suite: text(4),
      peer_certificates: { rule: 'repeated', ...text(5) },
    },
  },
  Assertions: {
    fields: {
      fully_qualified_method: text(1),
      headers: { rule: 'repeated', type: 'Header', id: 2 },
      authority: text(3),
      context: { type: 'Context', id: 4 },
      tls_assertions: { type: 'TLSAssertions', id: 5 },
    },
  },
  EchoRequest: { fields: {} },
  EchoResponse: { fields: { assertions: { type: 'Assertions', id: 1 }, request: { type: 'EchoRequest', id: 2 } } },
};

/** The official service's wire format: names and numbers of its fields, as client and server need them. */
export function loadGrpcEchoService(): ServiceDefinition {
  const service = { methods: { Echo: unary, EchoTwo: unary, EchoThree: unary } };
  const names = GRPC_ECHO_SERVICE.split('.').reverse();
  const root = names.slice(1).reduce<object>((nested, name) => ({ nested: { [name]: nested } }), {
    nested: { ...messages, GrpcEcho: service },
  });
  return fromJSON(root, { keepCase: true, defaults: true })[GRPC_ECHO_SERVICE] as ServiceDefinition;
}

export interface GrpcConnections {
  serve(socket: Socket): void;
  close(): void;
}

/**
 * gRPC over connections that others accepted, and its reflection. EchoThree is unimplemented on purpose, as in the official
 * server.
 */
export function createGrpcConnections(identity: EchoIdentity, log: (line: string) => void): GrpcConnections {
  const server = new Server({ 'grpc.enable_channelz': 0 });
  // What a call's connection negotiated, by the peer address that grpc-js tells a call.
  const peers = new Map<string, EchoTls>();
  const { namespace, ingress, service, pod } = identity;

  const echo = (method: string) => (call: ServerUnaryCall<object, object>, respond: sendUnaryData<object>) => {
    const fullMethod = `/${GRPC_ECHO_SERVICE}/${method}`;
    const tls = peers.get(call.getPeer());
    const authority = call.getHost();
    log(`Echoing ${fullMethod} to ${call.getPeer()}`);
    respond(null, {
      assertions: {
        fully_qualified_method: fullMethod,
        headers: [{ key: ':authority', value: authority }, ...listMetadata(call.metadata)],
        authority,
        context: { namespace, ingress, service_name: service, pod },
        tls_assertions: tls && {
          version: tls.version,
          negotiated_protocol: tls.negotiatedProtocol ?? '',
          server_name: tls.serverName,
          cipher_suite: tls.cipherSuite,
          peer_certificates: tls.peerCertificates ?? [],
        },
      },
    });
  };
  server.addService(loadGrpcEchoService(), { Echo: echo('Echo'), EchoTwo: echo('EchoTwo') });
  server.addService(loadReflectionService(), createReflection([GRPC_ECHO_SERVICE]));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    serve(socket) {
      const tls = describeTls(socket);
      const peer = `${socket.remoteAddress}:${socket.remotePort}`;
      if (tls) peers.set(peer, tls);
      socket.once('close', () => peers.delete(peer));
      injector.injectConnection(socket);
    },
    close: () => server.forceShutdown(),
  };
}

function listMetadata(metadata: Metadata): { key: string; value: string }[] {
  const keys = Object.keys(metadata.getMap()).sort();
  return keys.flatMap((key) => metadata.get(key).map((value) => ({ key, value: value.toString() })));
}
