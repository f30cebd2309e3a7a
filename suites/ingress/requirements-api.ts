import { requirement } from '../requirements/clause.ts';

/** The Ingress API is frozen; the documentation of a release stays where it is. */
const DOCS = 'https://v1-34.docs.kubernetes.io/docs';

function concept(section: string): string {
  return `${DOCS}/concepts/services-networking/ingress/#${section}`;
}

function reference(section: string): string {
  return `${DOCS}/reference/kubernetes-api/service-resources/ingress-v1/#${section}`;
}

/** The Ingress API: https://kubernetes.io/docs/concepts/services-networking/ingress/ */
export const ingressApiRequirements = [
  requirement(
    'ingress.host.exact',
    'MUST',
    'A rule with a host serves requests whose Host header is that host.',
    concept('hostname-wildcards'),
  ),
  requirement(
    'ingress.host.wildcard',
    'MUST',
    'A rule with a wildcard serves hosts with exactly one label in the place of the asterisk.',
    concept('hostname-wildcards'),
  ),
  requirement(
    'ingress.host.none',
    'MUST',
    'A rule without a host serves requests for every host that comes to the address.',
    concept('ingress-rules'),
  ),
  requirement(
    'ingress.path.exact',
    'MUST',
    'A path of type Exact matches the path of the URL as it is written, with regard to case.',
    concept('path-types'),
  ),
  requirement(
    'ingress.path.prefix',
    'MUST',
    'A path of type Prefix matches element by element, with regard to case; a slash at its end makes no difference.',
    concept('path-types'),
  ),
  requirement(
    'ingress.path.implementation-specific',
    'MUST',
    'A path of type ImplementationSpecific is supported, as the class understands it.',
    concept('path-types'),
  ),
  requirement(
    'ingress.path.longest-first',
    'MUST',
    'Of several paths that match, the longest serves the request.',
    concept('multiple-matches'),
  ),
  requirement(
    'ingress.path.exact-first',
    'MUST',
    'Of two paths that are equally long, an exact one comes before a prefix.',
    concept('multiple-matches'),
  ),
  requirement(
    'ingress.path.no-match',
    'MUST',
    'What no host and no path matches is served by no backend of a rule.',
    concept('default-backend'),
  ),
  requirement(
    'ingress.default-backend',
    'MUST',
    'An Ingress without rules sends all that no rule of another one matches to its default backend.',
    concept('default-backend'),
  ),
  requirement(
    'ingress.default-backend.beside-rules',
    'SHOULD',
    'What matches none of the rules of an Ingress goes to its default backend.',
    reference('IngressSpec'),
    'a recommendation: whatever a controller does conforms',
  ),
  requirement(
    'ingress.backend.service',
    'MUST',
    'Requests reach the endpoints of the Service of the same namespace that the backend names.',
    reference('IngressBackend'),
  ),
  requirement(
    'ingress.backend.port-number',
    'MUST',
    'The port of a backend may be given by the number that it has in the Service.',
    reference('IngressBackend'),
  ),
  requirement(
    'ingress.backend.port-name',
    'MUST',
    'The port of a backend may be given by the name that it has in the Service.',
    reference('IngressBackend'),
  ),
  requirement(
    'ingress.backend.resource',
    'MAY',
    'A backend may be a resource of the same namespace in the place of a Service; both at once are invalid.',
    concept('resource-backend'),
  ),
  requirement(
    'ingress.tls.sni',
    'MUST',
    'Hosts of an Ingress with certificates of their own are told apart on port 443 by the server name.',
    concept('tls'),
  ),
  requirement(
    'ingress.tls.secret',
    'MUST',
    'TLS is terminated with the certificate and key of the Secret that the Ingress names for the host.',
    concept('tls'),
  ),
  requirement(
    'ingress.tls.missing-secret',
    'MUST',
    'Without the Secret there is no certificate for the host that a client would trust.',
    reference('IngressSpec'),
  ),
  requirement(
    'ingress.class.own',
    'MUST',
    'An Ingress is served by the controller that its class names.',
    concept('ingress-class'),
  ),
  requirement(
    'ingress.class.foreign',
    'MUST NOT',
    'An Ingress of a class of another controller is served.',
    concept('ingress-class'),
  ),
  requirement(
    'ingress.class.default',
    'MUST',
    'A new Ingress without a class gets the class that is marked as the default.',
    concept('default-ingress-class'),
  ),
  requirement(
    'ingress.status.address',
    'MUST',
    'The status tells the address at which the Ingress is reached.',
    reference('IngressStatus'),
  ),
  requirement(
    'ingress.change',
    'MUST',
    'What an Ingress and the objects that it names say now is what is served.',
    concept('updating-an-ingress'),
  ),
];
