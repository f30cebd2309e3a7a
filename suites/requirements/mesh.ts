import { clause, requirement } from './clause.ts';

/** https://gateway-api.sigs.k8s.io/geps/gep-1294/ */
function gep(first: number, last: number): string {
  return clause('geps/gep-1294/index.md', first, last);
}

/** Routes whose parents are Services. */
export const meshRequirements = [
  requirement(
    'mesh.plain',
    'MUST',
    'A Service without routes is reached by members of the mesh as Kubernetes has it.',
    gep(83, 85),
  ),
  requirement(
    'mesh.route.replaces',
    'MUST',
    'Requests to a Service that a route is attached to are served by the rules of its routes and by nothing else.',
    gep(83, 85),
  ),
  requirement(
    'mesh.route.frontend',
    'MUST',
    'Requests to a Service are served by its routes; those to the address of a pod of it are not.',
    gep(211, 218),
  ),
  requirement(
    'mesh.route.first-level',
    'MUST',
    'Requests that a route leads to a Service go to its pods, whatever routes that Service has itself.',
    gep(211, 218),
  ),
  requirement(
    'mesh.route.behind-gateway',
    'MAY',
    'A Gateway that leads to a Service with routes of its own uses its own routes alone, or those of the Service, too: how the two work together is left open.',
    gep(33, 34),
  ),
  requirement(
    'mesh.route.cluster-ip',
    'MUST',
    'The address that a client connects to decides whose routes serve its requests, whatever the Host header says.',
    gep(121, 123),
  ),
  requirement(
    'mesh.route.producer',
    'SHOULD',
    'A route in the namespace of its Service serves requests of members in all namespaces.',
    gep(194, 205),
  ),
  requirement(
    'mesh.route.consumer',
    'MUST',
    'A route in another namespace than its Service serves requests of that namespace, and of no other.',
    gep(207, 207),
  ),
  requirement(
    'mesh.route.consumer-first',
    'MUST',
    'Where clients have routes in their own namespace, these serve their requests, and those in the namespace of the Service do not.',
    gep(220, 226),
  ),
  requirement(
    'mesh.route.without-grant',
    'MUST',
    'A route may lead to Services of other namespaces without a ReferenceGrant.',
    gep(209, 209),
  ),
  requirement(
    'mesh.parentref.port',
    'MUST',
    'A parentRef with a port attaches the route to that port of the Service alone, one without to all of them.',
    gep(181, 186),
  ),
  requirement(
    'mesh.hostnames',
    'SHOULD NOT',
    'The hostnames of a route decide whether it serves requests to a Service.',
    gep(188, 190),
  ),
  requirement(
    'mesh.kinds',
    'SHOULD',
    'Where a GRPCRoute and an HTTPRoute are attached to the same port of a Service, the GRPCRoute alone is served, and the other one has Accepted False with Conflicted.',
    gep(164, 179),
  ),
  requirement(
    'mesh.status',
    'MUST',
    'The status of a route has an entry for each Service among its parents.',
    gep(37, 39),
  ),
  requirement(
    'mesh.backends',
    'MUST',
    'References to backends mean in a mesh what they mean at a Gateway.',
    gep(477, 482),
  ),
];
