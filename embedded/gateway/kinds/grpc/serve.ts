import { chooseBackend } from '../../dataplane/backends.ts';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import { lacksMirror } from '../../dataplane/http/mirrors.ts';
import { planForward } from '../../dataplane/http/plan-forward.ts';
import { keepSession } from '../../dataplane/http/sessions.ts';
import type { Plan, ReceivedRequest } from '../../dataplane/http/types.ts';
import type { GrpcEntry } from '../../model/served.ts';

/** What the rule that matched asks to be done with a call. */
export function serveGrpcRule({ rule }: GrpcEntry, received: ReceivedRequest, context: DataPlaneContext): Plan {
  const { grpc } = context.behaviour;
  const refuse = (grpcStatus: number, reason: string): Plan => ({ kind: 'answer', status: 200, grpcStatus, reason });
  if (rule.rejected) return refuse(grpc.invalidBackend, `${rule.rejected} is not supported`);
  const chosen = chooseBackend(rule, context);
  if (chosen.kind !== 'chosen') {
    const statuses = { none: grpc.noBackend, invalid: grpc.invalidBackend, empty: grpc.noEndpoints };
    return refuse(statuses[chosen.kind], chosen.reason);
  }
  const { timeout, unreachable, broken } = grpc;
  if (lacksMirror(rule.filters, context.behaviour.mirrors))
    return refuse(grpc.noEndpoints, 'a mirror has no endpoints');
  const kept = keepSession(rule, chosen, received, context);
  return {
    ...planForward({ rule, match: {} }, kept.chosen, received, context),
    responseHeaders: kept.headers,
    grpcFailures: { timeout, unreachable, broken },
  };
}
