import type { ServerDuplexStream, ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

const SERVICE = 'grpc.reflection.v1.ServerReflection';

const text = (id: number) => ({ type: 'string', id });

/** What is asked here: which services there are (https://grpc.io/docs/guides/reflection/). */
const messages = {
  ServerReflectionRequest: { fields: { host: text(1), list_services: text(7) } },
  ServiceResponse: { fields: { name: text(1) } },
  ListServiceResponse: { fields: { service: { rule: 'repeated', type: 'ServiceResponse', id: 1 } } },
  ErrorResponse: { fields: { error_code: { type: 'int32', id: 1 }, error_message: text(2) } },
  ServerReflectionResponse: {
    fields: {
      valid_host: text(1),
      original_request: { type: 'ServerReflectionRequest', id: 2 },
      list_services_response: { type: 'ListServiceResponse', id: 6 },
      error_response: { type: 'ErrorResponse', id: 7 },
    },
  },
};

/** The reflection of the official echo server: its wire format, as far as services are listed. */
export function loadReflectionService(): ServiceDefinition {
  const ServerReflection = {
    methods: {
      ServerReflectionInfo: {
        requestType: 'ServerReflectionRequest',
        requestStream: true,
        responseType: 'ServerReflectionResponse',
        responseStream: true,
      },
    },
  };
  const v1 = { nested: { ...messages, ServerReflection } };
  const root: object = { nested: { grpc: { nested: { reflection: { nested: { v1 } } } } } };
  return fromJSON(root, { keepCase: true, defaults: false })[SERVICE] as ServiceDefinition;
}

interface ReflectionRequest {
  host?: string;
  list_services?: string;
}

const UNIMPLEMENTED = 12;

/** Answers each message as it comes, and ends when the client does. */
export function createReflection(services: readonly string[]) {
  const service = [...services, SERVICE].map((name) => ({ name }));
  return {
    ServerReflectionInfo(call: ServerDuplexStream<ReflectionRequest, object>): void {
      call.on('data', (request: ReflectionRequest) => {
        const answer =
          request.list_services === undefined
            ? { error_response: { error_code: UNIMPLEMENTED, error_message: 'only services are listed' } }
            : { list_services_response: { service } };
        call.write({ valid_host: request.host ?? '', original_request: request, ...answer });
      });
      call.on('error', () => call.destroy());
      call.on('end', () => call.end());
    },
  };
}
