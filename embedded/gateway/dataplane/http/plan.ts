import { serveGrpcRule } from '../../kinds/grpc/serve.ts';
import { splitTarget } from '../../kinds/http/matching.ts';
import { serveHttpRule } from '../../kinds/http/serve.ts';
import { serveIngressRule } from '../../kinds/ingress/serve.ts';
import type { RequestEntry, ServedListener, ServedPort } from '../../model/served.ts';
import { setHeader } from '../../routes/headers.ts';
import type { DataPlaneContext } from '../context.ts';
import { type Decision, decide } from './decide.ts';
import type { ForwardPlan, Plan, ReceivedRequest, Upstream } from './types.ts';

/** What is to be done with a request, by the listeners of the port that it came to. */
export function planRequest(port: ServedPort, given: ReceivedRequest, context: DataPlaneContext): Plan {
  const received = readTarget(given, context);
  const decision = decideOn(port, received, context);
  if (decision.kind === 'answer') return decision;
  const plan = planEntry(decision, received, context);
  const again = plan.kind === 'forward' && context.behaviour.forwarding.lookAgain(received, plan);
  const other = again ? decideOn(port, again, context) : decision;
  return again && other.kind === 'route' && other.entry !== decision.entry ? planEntry(other, again, context) : plan;
}

function decideOn(port: ServedPort, received: ReceivedRequest, { behaviour }: DataPlaneContext): Decision {
  return decide(port, { ...received, ...splitTarget(received.target) }, behaviour);
}

function planEntry(
  { entry, listener }: Extract<Decision, { kind: 'route' }>,
  received: ReceivedRequest,
  context: DataPlaneContext,
): Plan {
  const plan = serveEntry(entry, received, context);
  return plan.kind === 'forward' ? showCertificate(plan, listener, context) : plan;
}

/** The request as if its target had been a path, and its Host header that of the target. */
function readTarget(received: ReceivedRequest, { behaviour }: DataPlaneContext): ReceivedRequest {
  const { target, host } = behaviour.forwarding.origin(received.target, received.host);
  if (target === received.target && host === received.host) return received;
  return { ...received, target, host, headers: setHeader(received.headers, 'Host', host) };
}

function serveEntry(entry: RequestEntry, received: ReceivedRequest, context: DataPlaneContext): Plan {
  if (entry.kind === 'Ingress') return serveIngressRule(entry, received, context);
  if (entry.kind === 'GRPCRoute') return serveGrpcRule(entry, received, context);
  return serveHttpRule(entry, received, context);
}

/** The plan with the certificate that the Gateway shows to backends. */
function showCertificate(
  plan: ForwardPlan,
  listener: ServedListener | undefined,
  { behaviour: { backendTls } }: DataPlaneContext,
): ForwardPlan {
  const clientCertificate = backendTls.clientCertificate(listener?.clientCertificate, listener?.gateway);
  if (!clientCertificate) return plan;
  const show = (upstream: Upstream): Upstream => (upstream.tls ? { ...upstream, clientCertificate } : upstream);
  return {
    ...plan,
    upstream: show(plan.upstream),
    nextUpstream: () => show(plan.nextUpstream()),
    mirrors: plan.mirrors.map(show),
  };
}
