import type { GrpcPrecedence } from '../../behaviour/routes.ts';
import { compareHostnames } from '../../listeners/hostnames.ts';
import { commonOrder } from '../../routes/order.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule */
export const specifiedGrpcPrecedence: GrpcPrecedence = {
  hostname: (a, b) => compareHostnames(a.hostname, b.hostname),
  serviceLength: (a, b) => (b.match.method?.service?.length ?? 0) - (a.match.method?.service?.length ?? 0),
  methodLength: (a, b) => (b.match.method?.method?.length ?? 0) - (a.match.method?.method?.length ?? 0),
  headerCount: (a, b) => (b.match.headers?.length ?? 0) - (a.match.headers?.length ?? 0),
  ...commonOrder,
};
