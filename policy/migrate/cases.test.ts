import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { readManifests } from '../../apimachinery/manifests/index.ts';
import { checkMigration, type Migration, renderMigrationJson } from './index.ts';
import type { RuleId } from './rules.ts';

const folder = new URL('./cases/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ingress.yaml'))
  .map((file) => file.replace('.ingress.yaml', ''));

const textOf = (name: string, side: string) => readFileSync(new URL(`${name}.${side}.yaml`, folder), 'utf8');

function check(name: string, translation = textOf(name, 'gateway')): Migration {
  const from = readManifests(textOf(name, 'ingress'), `${name}.ingress.yaml`).manifests;
  const { manifests, faults } = readManifests(translation, `${name}.gateway.yaml`);
  expect(faults).to.deep.equal([]);
  return checkMigration(from, manifests, { regularExpressions: 'whole', seed: 1, requests: 5000 });
}

/** What the Gateway API cannot say, so that no translation is without it. */
const inevitable: Readonly<Record<string, readonly RuleId[]>> = {
  'app-root': ['migrate-redirect-query'],
  grpc: ['migrate-redirect-slash'],
  passthrough: ['migrate-redirect-slash'],
  'permanent-redirect': ['migrate-redirect-query'],
  'rewrite-groups': ['migrate-path-case'],
  'tls-redirect': ['migrate-redirect-slash'],
  wildcard: ['migrate-wildcard-labels'],
  'www-redirect': ['migrate-redirect-slash'],
};

/** Errors in translations: the case, what is written in place of what, and what finds it. */
const errors: readonly (readonly [what: string, name: string, old: string, now: string, finds: RuleId])[] = [
  [
    'a prefix is exact',
    'fan-out',
    'type: PathPrefix\n            value: /api\n',
    'type: Exact\n            value: /api\n',
    'migrate-backend',
  ],
  ['an exact path is a prefix', 'fan-out', 'type: Exact', 'type: PathPrefix', 'migrate-backend'],
  ['a path has another case', 'fan-out', 'value: /api/admin', 'value: /api/Admin', 'migrate-backend'],
  ['another Service', 'fan-out', 'name: health', 'name: web', 'migrate-backend'],
  ['another port', 'fan-out', 'port: 9000', 'port: 9001', 'migrate-backend-port'],
  [
    'a filter that nobody asked for',
    'minimal',
    'matches:',
    'filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-from, value: gateway}]}}]\n      matches:',
    'migrate-request-header',
  ],
  [
    'a header of the response that nobody asked for',
    'minimal',
    'matches:',
    'filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: x-from, value: gateway}]}}]\n      matches:',
    'migrate-response-header',
  ],
  ['only one method', 'minimal', '- path:', '- method: POST\n          path:', 'migrate-not-served'],
  [
    'the host is dropped from the route',
    'minimal',
    '- shop.example.com',
    '- store.example.com',
    'migrate-host-missing',
  ],
  [
    'the host is dropped from the listener',
    'minimal',
    'hostname: shop.example.com',
    'hostname: store.example.com',
    'migrate-host-missing',
  ],
  ['the route names another Gateway', 'minimal', '- name: nginx\n', '- name: apache\n', 'migrate-host-missing'],
  [
    'the route is in another namespace',
    'minimal',
    'name: shop-shop-example-com\n  namespace: shop',
    'name: shop-shop-example-com\n  namespace: other',
    'migrate-host-missing',
  ],
  ['the code of the redirect is 301', 'tls-redirect', 'statusCode: 308', 'statusCode: 301', 'migrate-redirect-code'],
  [
    'the redirect has another port',
    'tls-redirect',
    'scheme: https',
    'scheme: https\n            port: 8443',
    'migrate-redirect-location',
  ],
  [
    'the redirect leads to another host',
    'tls-redirect',
    'scheme: https',
    'scheme: https\n            hostname: www.example.com',
    'migrate-redirect-location',
  ],
  ['no listener for TLS', 'tls-redirect', 'protocol: HTTPS', 'protocol: HTTP', 'migrate-listener-missing'],
  [
    'routes on both listeners without a redirect',
    'tls-redirect',
    '      port: 443\n  rules',
    '  rules',
    'migrate-redirect-missing',
  ],
  [
    'a route that attaches to TLS only',
    'tls-both',
    '- name: nginx\n',
    '- name: nginx\n      port: 443\n',
    'migrate-host-missing',
  ],
  [
    'the certificate is in another namespace',
    'tls-both',
    '- name: shop-tls',
    '- name: shop-tls\n            namespace: certs',
    'migrate-listener-missing',
  ],
  [
    'a redirect where ssl-redirect is false',
    'tls-both',
    'backendRefs:\n        - name: web\n          port: 80',
    'filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]',
    'migrate-redirect-added',
  ],
  ['the wildcard is a name', 'wildcard', "- '*.apps.example.com'", '- any.apps.example.com', 'migrate-host-missing'],
  [
    'the more specific host is lost',
    'wildcard',
    '- admin.apps.example.com',
    '- admin2.apps.example.com',
    'migrate-backend',
  ],
  [
    'the group of the rewrite is lost',
    'rewrite-groups',
    'type: ReplacePrefixMatch\n              replacePrefixMatch: /',
    'type: ReplaceFullPath\n              replaceFullPath: /',
    'migrate-path',
  ],
  ['the rewrite is lost', 'rewrite-root', 'replaceFullPath: /index.php', 'replaceFullPath: /', 'migrate-path'],
  [
    'the rewrite keeps what follows',
    'rewrite-root',
    'type: RegularExpression\n            value: (?i)/app.*',
    'type: PathPrefix\n            value: /app',
    'migrate-not-served',
  ],
  ['the case of letters counts', 'use-regex', '(?i)/static.*', '/static.*', 'migrate-path-case'],
  [
    'the expression ends where the path does',
    'use-regex',
    '(?i)/v[0-9]+/users.*',
    '(?i)/v[0-9]+/users',
    'migrate-not-served',
  ],
  [
    'the exact path stays exact beside expressions',
    'use-regex',
    'type: RegularExpression\n            value: (?i)/status.*',
    'type: Exact\n            value: /status',
    'migrate-not-served',
  ],
  ['the weight is turned round', 'canary-weight', 'weight: 20', 'weight: 800', 'migrate-weight'],
  [
    'the canary has no weight',
    'canary-weight',
    '        - name: web-next\n          port: 80\n          weight: 20\n',
    '',
    'migrate-weight',
  ],
  ['the total of the weights is 100', 'canary-header', 'weight: 270', 'weight: 70', 'migrate-weight'],
  ['never is not looked at', 'canary-header', 'value: never', 'value: nope', 'migrate-weight'],
  ['the value of the header is another', 'canary-value', 'value: eu', 'value: us', 'migrate-backend'],
  ['the name of the header is another', 'canary-value', 'name: Region', 'name: X-Region', 'migrate-backend'],
  [
    'a permanent redirect keeps the path',
    'permanent-redirect',
    '            path:\n              type: ReplaceFullPath\n              replaceFullPath: /\n',
    '',
    'migrate-redirect-location',
  ],
  [
    'a temporal redirect is permanent',
    'temporal-redirect',
    'statusCode: 302',
    'statusCode: 301',
    'migrate-redirect-code',
  ],
  ['the root of the application is lost', 'app-root', 'type: Exact', 'type: PathPrefix', 'migrate-redirect-missing'],
  ['CORS allows every origin', 'cors', '- https://app.example.com', '- "*"', 'migrate-cors'],
  ['the filter of CORS is lost', 'cors', 'type: CORS', 'type: RequestHeaderModifier', 'migrate-cors'],
  ['the time-out is shorter', 'timeouts', 'request: 5m', 'request: 30s', 'migrate-timeout'],
  ['gRPC is plain HTTP', 'grpc', 'kind: GRPCRoute', 'kind: HTTPRoute', 'migrate-protocol'],
  [
    'the backend is not spoken to over TLS',
    'backend-tls',
    'name: vault\n  validation',
    'name: other\n  validation',
    'migrate-protocol',
  ],
  ['the default backend is lost', 'default-backend', '- name: maintenance', '- name: web', 'migrate-backend'],
  [
    'Host is not changed',
    'upstream-host',
    'hostname: internal.partner.example',
    'hostname: partner.example.com',
    'migrate-host',
  ],
  [
    'the alias is not served',
    'upstream-host',
    '- partners.example.com',
    '- partner2.example.com',
    'migrate-host-missing',
  ],
  ['the number of a named port is another', 'named-port', 'port: 9090', 'port: 8080', 'migrate-backend-port'],
  [
    'the slash at the end is not added',
    'trailing-slash',
    'replaceFullPath: /guide/',
    'replaceFullPath: /guide',
    'migrate-redirect-location',
  ],
  ['TLS ends at the Gateway', 'passthrough', 'mode: Passthrough', 'mode: Terminate', 'migrate-listener-missing'],
  ['sessions are not kept', 'affinity', 'sessionName: chat', 'sessionName: other', 'migrate-session'],
  [
    'the grant is for another namespace',
    'shared-gateway',
    'namespace: infra\n  to',
    'namespace: shop\n  to',
    'migrate-listener-missing',
  ],
  ['no other namespace may attach', 'shared-gateway', 'from: All', 'from: Same', 'migrate-host-missing'],
  [
    'www is not redirected',
    'www-redirect',
    'hostname: example.com\n            statusCode',
    'hostname: www2.example.com\n            statusCode',
    'migrate-redirect-location',
  ],
];

describe('the cases of migrate check', () => {
  for (const name of names)
    it(`find nothing in the translation of ${name} but what no translation is without`, () => {
      expect(check(name).findings.map(({ rule }) => rule)).to.deep.equal(inevitable[name] ?? []);
    });

  for (const [what, name, old, now, finds] of errors)
    it(`find that ${what} (${name})`, () => {
      const before = textOf(name, 'gateway');
      const after = before.replaceAll(old, now);
      expect(after).not.to.equal(before);
      const found = check(name, after).findings.filter(({ rule }) => !inevitable[name]?.includes(rule));
      expect(found.map(({ rule }) => rule)).to.include(finds);
    });

  it('write JSON by its schema', () => {
    const schema = JSON.parse(readFileSync(new URL('./output/schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv({ strict: true }).compile(schema);
    for (const name of names) {
      const document = JSON.parse(renderMigrationJson(check(name), '1.2.3'));
      expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
      expect(validate({ ...document, counts: undefined })).to.equal(false);
    }
  });
});
