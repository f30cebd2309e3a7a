import type { Level, RuleFacts } from '../rules/types.ts';

interface Entry {
  level: Level;
  title: string;
  explanation: string;
  fix: string;
}

const DOCS = 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/';

function entry(level: Level, title: string, explanation: string, fix: string): Entry {
  return { level, title, explanation, fix };
}

/** What may come of a comparison of both sides. Ids are permanent. */
const entries = {
  'migrate-host': entry(
    'error',
    'The backend receives another Host',
    'upstream-vhost is URLRewrite.hostname; without the annotation a backend receives the Host that the client sent.',
    'Set urlRewrite.hostname to what the annotation says, or take it out.',
  ),
  'migrate-host-missing': entry(
    'error',
    'A host of an Ingress is not served by the Gateway',
    'No request for the host finds a rule: its route is missing, names other hostnames, or attaches to no listener.',
    'Add the host to a route, and see that a listener of its Gateway covers it and allows the route.',
  ),
  'migrate-listener-missing': entry(
    'error',
    'A host is not served over TLS',
    'The Ingress has TLS for the host; on the Gateway no valid HTTPS listener covers it.',
    'Add a listener HTTPS on port 443 with the hostname and the Secret of the Ingress; a Secret of another namespace needs a ReferenceGrant.',
  ),
  'migrate-not-served': entry(
    'error',
    'The Gateway does not serve what the Ingress serves',
    'Requests that a path of the Ingress takes find no rule.',
    'Compare type and text of the path: Prefix is PathPrefix, and paths of ingress-nginx that are regular expressions match from the start and in any case of letters: (?i)/path.*',
  ),
  'migrate-path-case': entry(
    'warning',
    'Paths of another case of letters are answered otherwise',
    'ingress-nginx takes every path of a host for an expression that knows no case, where one of its Ingresses has use-regex or rewrite-target.',
    'Write the path as a RegularExpression that begins with (?i), or find out that no client writes it so.',
  ),
  'migrate-served-anew': entry(
    'error',
    'The Gateway serves what the Ingress does not',
    'Requests that no path of the Ingress takes find a rule.',
    'Narrow the match of the rule.',
  ),
  'migrate-backend': entry(
    'error',
    'Another backend answers',
    'Requests reach another Service.',
    'Mend the backendRef, or the match that goes first.',
  ),
  'migrate-backend-port': entry(
    'error',
    'Another port of the backend answers',
    'The Service is the same, its port is not.',
    'Write the number of the port that the Ingress names.',
  ),
  'migrate-weight': entry(
    'error',
    'Requests are shared out in other proportions',
    'A canary takes the share that its header, its cookie or its weight of canary-weight-total gives it.',
    'Weights are canary-weight and canary-weight-total minus it; a header or a cookie is a rule of its own.',
  ),
  'migrate-path': entry(
    'error',
    'The backend receives another path',
    'rewrite-target puts what groups of the path took where it names them, and replaces the whole path.',
    'A prefix that is cut off is ReplacePrefixMatch on a PathPrefix; without groups it is ReplaceFullPath. What else groups do, the Gateway API cannot say.',
  ),
  'migrate-request-header': entry(
    'error',
    'The backend receives other headers',
    'A filter sets or removes headers.',
    'Compare the RequestHeaderModifier with the annotations.',
  ),
  'migrate-response-header': entry(
    'warning',
    'The client receives other headers',
    'A filter sets or removes headers of the response.',
    'Compare the ResponseHeaderModifier with the annotations.',
  ),
  'migrate-status': entry(
    'error',
    'The answer has another status',
    'One side answers by itself, or with an error.',
    'Look at the backendRefs: one that leads nowhere, or is not granted, is answered with 500.',
  ),
  'migrate-passthrough': entry(
    'error',
    'TLS ends elsewhere',
    'ssl-passthrough hands the connection to the backend as it is: that is a TLSRoute on a listener of protocol TLS and mode Passthrough.',
    'Add or remove the TLSRoute and its listener.',
  ),
  'migrate-redirect-missing': entry(
    'error',
    'The Ingress redirects, the Gateway does not',
    'ingress-nginx redirects to https with 308 where a host has TLS, unless ssl-redirect is "false".',
    'Add a rule with RequestRedirect on the HTTP listener.',
  ),
  'migrate-redirect-added': entry(
    'error',
    'The Gateway redirects, the Ingress does not',
    'A rule with RequestRedirect takes requests that the Ingress forwards.',
    'Narrow its match or the listener that it attaches to.',
  ),
  'migrate-redirect-code': entry(
    'error',
    'A redirect has another code',
    'ssl-redirect is 308, permanent-redirect 301 or its code, temporal-redirect 302.',
    'Set requestRedirect.statusCode.',
  ),
  'migrate-redirect-location': entry(
    'error',
    'A redirect leads elsewhere',
    'Location differs.',
    'Compare scheme, hostname, port and path of requestRedirect.',
  ),
  'migrate-redirect-query': entry(
    'info',
    'A redirect keeps the query',
    'A fixed address of ingress-nginx drops the query; RequestRedirect keeps it, and cannot do otherwise.',
    'Nothing, where the target does not mind.',
  ),
  'migrate-redirect-slash': entry(
    'info',
    'A redirect keeps the slash at the end',
    'On the way to https, and to or from www, ingress-nginx drops it unless preserve-trailing-slash is "true"; RequestRedirect keeps it.',
    'Nothing: clients reach the path that they asked for.',
  ),
  'migrate-wildcard-labels': entry(
    'info',
    'A wildcard covers more labels',
    'A host *.example.com of an Ingress covers one label, a hostname of the Gateway API any number.',
    'Nothing, where no deeper name leads there.',
  ),
  'migrate-left-open': entry(
    'info',
    'The specification allows both',
    'Implementations may do what the Ingress does, or another thing.',
    'Ask both with --ingress-class and --gateway-class on a cluster.',
  ),
  'migrate-protocol': entry(
    'error',
    'The backend is spoken to in another protocol',
    'backend-protocol HTTPS is a BackendTLSPolicy, GRPC a GRPCRoute or the appProtocol kubernetes.io/h2c.',
    'Add the policy or the kind of route.',
  ),
  'migrate-timeout': entry(
    'warning',
    'Backends have another time to answer',
    'proxy-read-timeout counts between two reads, timeouts.request from the request to the end of the answer.',
    'Set timeouts.request to the longest time that an answer may take.',
  ),
  'migrate-cors': entry(
    'warning',
    'Other origins, methods or headers are allowed',
    'enable-cors is the filter CORS, with other defaults.',
    'Write all values of the annotations, and the defaults of ingress-nginx, into the filter.',
  ),
  'migrate-session': entry(
    'warning',
    'Sessions are kept otherwise',
    'affinity: cookie is sessionPersistence of a rule, in the experimental channel.',
    'Add sessionPersistence with the name of the cookie, or a policy of the implementation.',
  ),
  'migrate-annotation-lost': entry(
    'warning',
    'An annotation has no counterpart',
    'What it does is not part of the Gateway API, so that no translation can keep it; a policy of the implementation may.',
    'Find the policy of the implementation that does the same, or decide that it may go.',
  ),
} satisfies Record<string, Entry>;

export type RuleId = keyof typeof entries;

export const migrateRules: readonly (RuleFacts & { id: RuleId })[] = Object.entries(entries).map(([id, facts]) => ({
  id: id as RuleId,
  topic: 'Migration',
  clause: DOCS,
  ...facts,
}));

export function levelOf(rule: RuleId): Level {
  return entries[rule].level;
}

export function titleOf(rule: RuleId): string {
  return entries[rule].title;
}
