/**
 * How to break each CEL rule of the CRDs: by its message, what becomes of the value that it is about. Only that rule should
 * break, as far as that is possible.
 */

type Json = { [field: string]: unknown };
type Edit = (self: never) => unknown;

const one = (self: Json[]): Json => self[0] ?? {};
/** Two references to one object: the second with other fields. */
const twice = (first: Json, second: Json) => (self: Json[]) => {
  const { sectionName: _section, port: _port, ...same } = one(self);
  return [
    { ...same, ...first },
    { ...same, ...second },
  ];
};
const without = (name: string) => (self: Json) => {
  const { [name]: _left, ...rest } = self;
  return rest;
};
const withField = (fields: Json) => (self: Json) => ({ ...self, ...fields });
/** Items of a list by their type, and one of them once more. */
const repeat = (type: string) => (self: Json[]) => {
  const found = self.find((each) => each.type === type);
  return found && [...self, found];
};
const other = (type: string): string => (type === 'ExtensionRef' ? 'RequestMirror' : 'ExtensionRef');
const pathIs = (value: string) => withField({ type: 'PathPrefix', value });

/** A filter whose field is there and whose type is another, and the reverse. */
function filterEdits(type: string, field: string): Record<string, Edit> {
  const ofType = (self: Json, edit: (self: Json) => unknown) => (self.type === type ? edit(self) : undefined);
  return {
    [`filter.${field} must be nil if the filter.type is not ${type}`]: (self: Json) =>
      ofType(self, (filter) => ({ ...filter, type: other(type) })),
    [`filter.${field} must be specified for ${type} filter.type`]: (self: Json) => ofType(self, without(field)),
    [`${type} filter cannot be repeated`]: repeat(type),
  };
}

const prefix = { type: 'ReplacePrefixMatch', replacePrefixMatch: '/c' };
const exact = [{ path: { type: 'Exact', value: '/x' } }];
const replacing = (type: string, field: string) => ({ type, [field]: { path: prefix } });
const ofRule = (type: string, field: string) => (self: Json) => ({
  ...without('backendRefs')(self),
  matches: exact,
  filters: [replacing(type, field)],
});
const ofBackend = (type: string, field: string) => (self: Json) => ({
  ...without('filters')(self),
  matches: exact,
  backendRefs: [{ name: 'one', port: 80, filters: [replacing(type, field)] }],
});

export const edits: Readonly<Record<string, Edit>> = {
  // References
  'sectionName must be specified when targetRefs includes 2 or more references to the same target': twice(
    {},
    { sectionName: 'b' },
  ),
  'sectionName must be unique when targetRefs includes 2 or more references to the same target': twice(
    { sectionName: 'b' },
    { sectionName: 'b' },
  ),
  'sectionName must be specified when parentRefs includes 2 or more references to the same parent': twice(
    {},
    { sectionName: 'b' },
  ),
  'sectionName must be unique when parentRefs includes 2 or more references to the same parent': twice(
    { sectionName: 'b' },
    { sectionName: 'b' },
  ),
  'sectionName or port must be specified when parentRefs includes 2 or more references to the same parent': twice(
    {},
    { sectionName: 'b' },
  ),
  'sectionName or port must be unique when parentRefs includes 2 or more references to the same parent': twice(
    { sectionName: 'b' },
    { sectionName: 'b' },
  ),
  'Must have port for Service reference': without('port'),

  // BackendTLSPolicy
  'must not contain both CACertificateRefs and WellKnownCACertificates': (self: Json) =>
    self.caCertificateRefs ? { ...self, wellKnownCACertificates: 'System' } : undefined,
  'must specify either CACertificateRefs or WellKnownCACertificates': (self: Json) =>
    without('caCertificateRefs')(without('wellKnownCACertificates')(self) as Json),
  'SubjectAltName element must contain Hostname, if Type is set to Hostname': () => ({ type: 'Hostname' }),
  'SubjectAltName element must not contain Hostname, if Type is not set to Hostname': () => ({
    type: 'URI',
    uri: 'a://b/c',
    hostname: 'a.example',
  }),
  'SubjectAltName element must contain URI, if Type is set to URI': () => ({ type: 'URI' }),
  'SubjectAltName element must not contain URI, if Type is not set to URI': () => ({
    type: 'Hostname',
    hostname: 'a.example',
    uri: 'a://b/c',
  }),

  // Gateway and ListenerSet
  'IPAddress values must be unique': () => [
    { type: 'IPAddress', value: '192.0.2.1' },
    { type: 'IPAddress', value: '192.0.2.1' },
  ],
  'Hostname values must be unique': () => [
    { type: 'Hostname', value: 'a.example' },
    { type: 'Hostname', value: 'a.example' },
  ],
  'Hostname value must be empty or contain only valid characters (matching ^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)':
    () => ({ type: 'Hostname', value: 'A_b' }),
  'Annotation keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.':
    () => ({ 'not a key!': 'x' }),
  "If specified, the annotation key's prefix must be a DNS subdomain not longer than 253 characters in total.": () => ({
    [`${'a'.repeat(254)}/b`]: 'x',
  }),
  'Label keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.':
    () => ({ 'not a key!': 'x' }),
  "If specified, the label key's prefix must be a DNS subdomain not longer than 253 characters in total.": () => ({
    [`${'a'.repeat(254)}/b`]: 'x',
  }),
  "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']": () => [
    { name: 'a', port: 80, protocol: 'HTTP', tls: { certificateRefs: [{ name: 'one' }] } },
  ],
  'tls mode must be Terminate for protocol HTTPS': () => [
    { name: 'a', port: 443, protocol: 'HTTPS', tls: { mode: 'Passthrough' } },
  ],
  'tls mode must be set for protocol TLS': () => [{ name: 'a', port: 443, protocol: 'TLS' }],
  "hostname must not be specified for protocols ['TCP', 'UDP']": () => [
    { name: 'a', port: 80, protocol: 'UDP', hostname: 'a.example' },
  ],
  'Listener name must be unique within the Gateway': () => [
    { name: 'a', port: 80, protocol: 'HTTP' },
    { name: 'a', port: 81, protocol: 'HTTP' },
  ],
  'Combination of port, protocol and hostname must be unique for each listener': () => [
    { name: 'a', port: 80, protocol: 'HTTP' },
    { name: 'b', port: 80, protocol: 'HTTP' },
  ],
  'certificateRefs or options must be specified when mode is Terminate': () => ({ mode: 'Terminate' }),
  'Port for TLS configuration must be unique within the Gateway': (self: Json[]) => [one(self), one(self)],

  // Rules of routes
  'Rule name must be unique within the route': (self: Json[]) => [...self, { ...self[self.length - 1] }],
  'While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128':
    (self: Json[]) =>
      [0, 1, 2].map((index) => ({
        ...without('filters')(without('backendRefs')(one(self)) as Json),
        name: `r${index}`,
        matches: Array.from({ length: 43 }, () => ({ headers: [{ name: 'a', value: 'b' }] })),
      })),
  'RequestRedirect filter must not be used together with backendRefs': (self: Json) => ({
    ...self,
    filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }],
    backendRefs: [{ name: 'one', port: 80 }],
  }),
  'When using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified':
    ofRule('RequestRedirect', 'requestRedirect'),
  'When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified': ofRule(
    'URLRewrite',
    'urlRewrite',
  ),
  'Within backendRefs, when using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified':
    ofBackend('RequestRedirect', 'requestRedirect'),
  'Within backendRefs, When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified':
    ofBackend('URLRewrite', 'urlRewrite'),
  'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both': () => [
    { type: 'RequestRedirect', requestRedirect: { scheme: 'https' } },
    { type: 'URLRewrite', urlRewrite: { hostname: 'a.example' } },
  ],
  'backendRequest timeout cannot be longer than request timeout': () => ({ request: '1s', backendRequest: '2s' }),

  // Filters
  ...filterEdits('RequestHeaderModifier', 'requestHeaderModifier'),
  ...filterEdits('ResponseHeaderModifier', 'responseHeaderModifier'),
  ...filterEdits('RequestMirror', 'requestMirror'),
  ...filterEdits('ExtensionRef', 'extensionRef'),
  ...filterEdits('RequestRedirect', 'requestRedirect'),
  ...filterEdits('URLRewrite', 'urlRewrite'),
  ...filterEdits('CORS', 'cors'),
  'Only one of percent or fraction may be specified in HTTPRequestMirrorFilter': withField({
    percent: 1,
    fraction: { numerator: 1 },
  }),
  'numerator must be less than or equal to denominator': () => ({ numerator: 3, denominator: 2 }),
  "AllowHeaders cannot contain '*' alongside other methods": () => ['*', 'x-one'],
  "AllowMethods cannot contain '*' alongside other methods": () => ['*', 'GET'],
  "AllowOrigins cannot contain '*' alongside other origins": () => ['*', 'https://a.example'],
  "replaceFullPath must be specified when type is set to 'ReplaceFullPath'": () => ({ type: 'ReplaceFullPath' }),
  "type must be 'ReplaceFullPath' when replaceFullPath is set": () => ({ ...prefix, replaceFullPath: '/d' }),
  "replacePrefixMatch must be specified when type is set to 'ReplacePrefixMatch'": () => ({
    type: 'ReplacePrefixMatch',
  }),
  "type must be 'ReplacePrefixMatch' when replacePrefixMatch is set": () => ({
    type: 'ReplaceFullPath',
    replaceFullPath: '/d',
    replacePrefixMatch: '/c',
  }),

  // Matches
  "value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']": pathIs('a'),
  "must not contain '//' when type one of ['Exact', 'PathPrefix']": pathIs('/a//b'),
  "must not contain '/./' when type one of ['Exact', 'PathPrefix']": pathIs('/a/./b'),
  "must not contain '/../' when type one of ['Exact', 'PathPrefix']": pathIs('/a/../b'),
  "must not contain '%2f' when type one of ['Exact', 'PathPrefix']": pathIs('/a%2fb'),
  "must not contain '%2F' when type one of ['Exact', 'PathPrefix']": pathIs('/a%2Fb'),
  "must not contain '#' when type one of ['Exact', 'PathPrefix']": pathIs('/a#b'),
  "must not end with '/..' when type one of ['Exact', 'PathPrefix']": pathIs('/a/..'),
  "must not end with '/.' when type one of ['Exact', 'PathPrefix']": pathIs('/a/.'),
  "type must be one of ['Exact', 'PathPrefix', 'RegularExpression']": withField({ type: 'Other' }),
  "must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', 'PathPrefix']":
    pathIs('/a b'),
  "One or both of 'service' or 'method' must be specified": () => ({ type: 'Exact' }),
  'service must only contain valid characters (matching ^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$)': () => ({
    type: 'Exact',
    service: 'a-b',
  }),
  'method must only contain valid characters (matching ^[A-Za-z_][A-Za-z_0-9]*$)': () => ({
    type: 'Exact',
    method: 'a-b',
  }),
  'Hostnames cannot contain an IP': () => ['192.0.2.1'],
  'Hostnames must be valid based on RFC-1123': () => ['a..example'],
  'Wildcards on hostnames must be the first label, and the rest of hostname must be valid based on RFC-1123': () => [
    '*.a_b',
  ],
};
