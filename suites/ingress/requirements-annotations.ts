import { requirement } from '../requirements/clause.ts';

const NGINX = 'https://github.com/kubernetes/ingress-nginx/blob/controller-v1.13.3/docs';
const REWRITE = `${NGINX}/examples/rewrite/README.md#rewrite-target`;

function annotation(section: string): string {
  return `${NGINX}/user-guide/nginx-configuration/annotations.md#${section}`;
}

/** Annotations of ingress-nginx, for those who claim them. */
export const annotationRequirements = [
  requirement(
    'ingress.rewrite-target',
    'MUST',
    'The backend gets the path that the annotation names in the place of the one that matched.',
    annotation('rewrite'),
  ),
  requirement(
    'ingress.rewrite-target.groups',
    'MUST',
    'A dollar sign and a number stand for what that group of the path matched.',
    REWRITE,
  ),
  requirement(
    'ingress.rewrite-target.whole',
    'MUST',
    'Only what a group of the path matched is part of the path that the backend gets; without groups that is the target.',
    REWRITE,
  ),
  requirement(
    'ingress.use-regex',
    'MUST',
    'The paths of the Ingress are regular expressions that the beginning of a path must match.',
    annotation('use-regex'),
  ),
  requirement(
    'ingress.use-regex.case',
    'MUST',
    'Such expressions are compared without regard to case.',
    'https://github.com/kubernetes/ingress-nginx/blob/controller-v1.13.3/docs/user-guide/ingress-path-matching.md#regular-expression-support',
  ),
  requirement(
    'ingress.ssl-redirect',
    'MUST',
    'Plain requests for a host with TLS are redirected to HTTPS with 308, unless the annotation is false.',
    annotation('server-side-https-enforcement-through-redirect'),
  ),
  requirement(
    'ingress.force-ssl-redirect',
    'MUST',
    'Plain requests are redirected to HTTPS also where the Ingress has no certificate.',
    annotation('server-side-https-enforcement-through-redirect'),
  ),
  requirement(
    'ingress.permanent-redirect',
    'MUST',
    'Requests are redirected to the address given, with 301.',
    annotation('permanent-redirect'),
  ),
  requirement(
    'ingress.permanent-redirect.code',
    'MUST',
    'The code of a permanent redirect is the one given.',
    annotation('permanent-redirect-code'),
  ),
  requirement(
    'ingress.temporal-redirect',
    'MUST',
    'Requests are redirected to the address given, with 302.',
    annotation('temporal-redirect'),
  ),
  requirement(
    'ingress.app-root',
    'MUST',
    'Requests for the root of the host are redirected to the path given, and no others.',
    annotation('rewrite'),
  ),
  requirement(
    'ingress.canary.weight',
    'MUST',
    'The canary gets the share of the requests that its weight says.',
    annotation('canary'),
  ),
  requirement(
    'ingress.canary.weight-zero',
    'MUST',
    'A canary whose weight is 0 gets no requests by weight.',
    annotation('canary'),
  ),
  requirement(
    'ingress.canary.header',
    'MUST',
    'The header sends to the canary with the value always, and never with the value never.',
    annotation('canary'),
  ),
  requirement(
    'ingress.canary.header-value',
    'MUST',
    'With a value given, requests with just that value of the header go to the canary.',
    annotation('canary'),
  ),
  requirement(
    'ingress.canary.header-pattern',
    'MUST',
    'With a pattern given, requests whose header it matches go to the canary.',
    annotation('canary'),
  ),
  requirement(
    'ingress.canary.cookie',
    'MUST',
    'The cookie sends to the canary with the value always, never with the value never, and with another value decides nothing.',
    annotation('canary'),
  ),
  requirement(
    'ingress.canary.precedence',
    'MUST',
    'The header decides before the cookie does, and the cookie before the weight.',
    annotation('canary'),
  ),
  requirement(
    'ingress.cors.preflight',
    'MUST',
    'Preflight requests of an origin that is allowed are answered with what is allowed.',
    annotation('enable-cors'),
  ),
  requirement(
    'ingress.cors.response',
    'MUST',
    'Responses for an origin that is allowed say so, and those for another one do not.',
    annotation('enable-cors'),
  ),
  requirement(
    'ingress.timeout.read',
    'MUST',
    'A backend that sends nothing for the seconds given makes the request fail with 504.',
    annotation('custom-timeouts'),
  ),
  requirement(
    'ingress.backend-protocol.https',
    'MUST',
    'With HTTPS the backend is spoken to over TLS.',
    annotation('backend-protocol'),
  ),
  requirement(
    'ingress.backend-protocol.grpc',
    'MUST',
    'With GRPC calls reach a gRPC backend.',
    annotation('backend-protocol'),
  ),
  requirement(
    'ingress.upstream-vhost',
    'MUST',
    'The backend gets the Host header that is given.',
    annotation('custom-nginx-upstream-vhost'),
  ),
  requirement(
    'ingress.affinity.cookie',
    'MUST',
    'The first answer sets the cookie of the name given, and requests with it stay with the same endpoint.',
    annotation('session-affinity'),
  ),
  requirement(
    'ingress.allowlist',
    'MUST',
    'Clients that are in none of the ranges given are answered with 403.',
    annotation('whitelist-source-range'),
  ),
  requirement(
    'ingress.denylist',
    'MUST',
    'Clients that are in one of the ranges given are answered with 403.',
    annotation('denylist-source-range'),
  ),
  requirement(
    'ingress.proxy-body-size',
    'MUST',
    'A request whose body is larger than the size given is answered with 413.',
    annotation('custom-max-body-size'),
  ),
];
