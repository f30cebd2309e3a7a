import { type Fault, fault } from './types.ts';

const tie = () => 0;

/** gRPC calls led or answered wrongly. */
export const callFaults: readonly Fault[] = [
  fault('grpc-method-ignored', 'does not look at the method of a call', 'grpc', ({ matchesName }) => ({
    matchesName: (part, ...rest) => part === 'method' || matchesName(part, ...rest),
  })),
  fault('grpc-service-ignored', 'does not look at the service of a call', 'grpc', ({ matchesName }) => ({
    matchesName: (part, ...rest) => part === 'service' || matchesName(part, ...rest),
  })),
  fault('grpc-method-ignores-case', 'compares methods without regard to case', 'grpc', ({ matchesName }) => ({
    matchesName: (part, type, expected, given) =>
      matchesName(part, type, expected, given) || expected.toLowerCase() === given.toLowerCase(),
  })),
  fault('grpc-service-as-prefix', 'matches services that begin with the expected name', 'grpc', ({ matchesName }) => ({
    matchesName: (part, type, expected, given) =>
      matchesName(part, type, expected, given) || (part === 'service' && given.startsWith(expected)),
  })),
  fault('grpc-expression-literal', 'compares regular expressions for services literally', 'grpc', () => ({
    matchesName: (_part, _type, expected, given) => expected === given,
  })),
  fault('grpc-service-length-ignored', 'does not prefer the match with the longer service', 'grpcPrecedence', () => ({
    serviceLength: tie,
  })),
  fault('grpc-method-length-ignored', 'does not prefer the match with the longer method', 'grpcPrecedence', () => ({
    methodLength: tie,
  })),
  fault('grpc-header-count-ignored', 'does not prefer the match with more headers', 'grpcPrecedence', () => ({
    headerCount: tie,
  })),
  fault('grpc-no-match-unavailable', 'answers UNAVAILABLE where no route matches a call', 'grpc', () => ({
    noMatch: 14,
  })),
  fault('grpc-invalid-backend-unimplemented', 'answers UNIMPLEMENTED for an invalid backend', 'grpc', () => ({
    invalidBackend: 12,
  })),
  fault('grpc-invalid-backend-ok', 'answers OK for an invalid backend', 'grpc', () => ({ invalidBackend: 0 })),
  fault('grpc-backend-as-http1', 'speaks HTTP/1.1 to the backends of calls', 'backends', ({ protocol }) => ({
    protocol: (appProtocol, kind, hasTls) => (kind === 'GRPCRoute' ? 'http' : protocol(appProtocol, kind, hasTls)),
  })),
];
