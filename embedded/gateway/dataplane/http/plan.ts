import { serveGrpcRule } from '../../kinds/grpc/serve.ts';
import { splitTarget } from '../../kinds/http/matching.ts';
import { serveHttpRule } from '../../kinds/http/serve.ts';
import type { Certificate, ServedPort } from '../../model/served.ts';
import type { DataPlaneContext } from '../context.ts';
import { decide } from './decide.ts';
import type { ForwardPlan, Plan, ReceivedRequest, Upstream } from './types.ts';

/** What is to be done with a request, by the listeners of the port that it came to. */
export function planRequest(port: ServedPort, received: ReceivedRequest, context: DataPlaneContext): Plan {
  const decision = decide(port, { ...received, ...splitTarget(received.target) }, context.behaviour);
  if (decision.kind === 'answer') return decision;
  const { entry, listener } = decision;
  const plan =
    entry.kind === 'HTTPRoute' ? serveHttpRule(entry, received, context) : serveGrpcRule(entry, received, context);
  return plan.kind === 'forward' ? showCertificate(plan, listener?.clientCertificate, context) : plan;
}

/** The plan with the certificate that the Gateway shows to backends. */
function showCertificate(
  plan: ForwardPlan,
  certificate: Certificate | undefined,
  { behaviour: { backendTls } }: DataPlaneContext,
): ForwardPlan {
  const clientCertificate = backendTls.clientCertificate(certificate);
  if (!clientCertificate) return plan;
  const show = (upstream: Upstream): Upstream => (upstream.tls ? { ...upstream, clientCertificate } : upstream);
  return {
    ...plan,
    upstream: show(plan.upstream),
    nextUpstream: () => show(plan.nextUpstream()),
    mirrors: plan.mirrors.map(show),
  };
}
