import { serveGrpcRule } from '../../kinds/grpc/serve.ts';
import { splitTarget } from '../../kinds/http/matching.ts';
import { serveHttpRule } from '../../kinds/http/serve.ts';
import type { ServedPort } from '../../model/served.ts';
import type { DataPlaneContext } from '../context.ts';
import { decide } from './decide.ts';
import type { Plan, ReceivedRequest } from './types.ts';

/** What is to be done with a request, by the listeners of the port that it came to. */
export function planRequest(port: ServedPort, received: ReceivedRequest, context: DataPlaneContext): Plan {
  const decision = decide(port, { ...received, ...splitTarget(received.target) }, context.behaviour);
  if (decision.kind === 'answer') return decision;
  const { entry } = decision;
  return entry.kind === 'HTTPRoute' ? serveHttpRule(entry, received, context) : serveGrpcRule(entry, received, context);
}
