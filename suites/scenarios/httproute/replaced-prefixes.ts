import { http, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  type CatalogueScenario,
  type HttpRouteRule,
  httpRoute,
  pathPrefix,
  proves,
  type RequirementId,
  redirectFilter,
  redirects,
  replacePrefix,
  rewriteFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** Prefixes of no element, of one and of two, with a slash at the end and without. */
const PREFIXES = ['/', '/one', '/one/', '/one/two'];
const REPLACEMENTS = ['/', '/to', '/to/', '/to/there'];
const REST = ['', '/page', '/page/'];

interface Case {
  /** Tells rules of one prefix apart. */
  mark: string;
  prefix: string;
  replacement: string;
}

const CASES: readonly Case[] = PREFIXES.flatMap((prefix, row) =>
  REPLACEMENTS.map((replacement, column) => ({ mark: `${row}-${column}`, prefix, replacement })),
);

/**
 * Whether the specification says what a prefix with nothing behind it becomes: its table has no replacement that ends with
 * a slash there, nor the prefix of no element.
 * https://gateway-api.sigs.k8s.io/reference/spec/#httppathmodifier
 */
function isSaid({ prefix, replacement }: Case, rest: string): boolean {
  return rest !== '' || (prefix !== '/' && (replacement === '/' || !replacement.endsWith('/')));
}

/** Element by element: a slash at the end of either adds none. */
function joined(beginning: string, rest: string): string {
  return `${beginning.replace(/\/$/, '')}${rest}` || '/';
}

interface Kind {
  id: string;
  title: string;
  features: CatalogueScenario['features'];
  requirement: RequirementId;
  rule(filterOf: Case): HttpRouteRule;
  row(name: string, send: { path: string; headers: Record<string, string> }, path: string): HttpRow;
  isForwarding: boolean;
}

const KINDS: readonly Kind[] = [
  {
    id: 'SpecHTTPRouteRewrittenPrefixes',
    title: 'Whatever prefix is rewritten to whatever other, the elements behind it follow it',
    features: ['Gateway', 'HTTPRoute', 'HTTPRoutePathRewrite'],
    requirement: 'httproute.filters.rewrite.path.prefix',
    rule: ({ replacement }) => ({ filters: [rewriteFilter({ path: replacePrefix(replacement) })] }),
    row: (name, send, path) => arrives(name, send, 'v1', { path }),
    isForwarding: true,
  },
  {
    id: 'SpecHTTPRouteRedirectedPrefixes',
    title: 'Whatever prefix is redirected to whatever other, the elements behind it follow it',
    features: ['Gateway', 'HTTPRoute', 'HTTPRoutePathRedirect'],
    requirement: 'httproute.filters.redirect.path.prefix',
    rule: ({ replacement }) => ({ filters: [redirectFilter({ path: replacePrefix(replacement) })] }),
    row: (name, send, path) => redirects(name, send, { status: 302, path }),
    isForwarding: false,
  },
];

function replaced({ id, title, features, requirement, rule, row, isForwarding }: Kind): ScenarioDefinition {
  const rows = CASES.flatMap((one) =>
    REST.filter((rest) => isSaid(one, rest)).map((rest) =>
      row(
        `${one.prefix} becomes ${one.replacement}, before ${rest || 'nothing'}`,
        { path: joined(one.prefix, rest), headers: { mark: one.mark } },
        joined(one.replacement, rest),
      ),
    ),
  ) as [HttpRow, ...HttpRow[]];
  return scenario({
    id,
    title,
    requirements: [requirement],
    features,
    since: 'v1.0',
    level: 'spec',
    backends: isForwarding ? { v1: {} } : {},
    // A route has at most 16 rules with one match each here; a rule may not replace the prefixes of two.
    resources: (env) => [
      httpRoute(env, 'replaced', {
        rules: CASES.map((one) => ({
          ...(isForwarding ? ruleTo(env, 'v1') : {}),
          ...rule(one),
          matches: [pathPrefix(one.prefix, { mark: one.mark })],
        })),
      }),
    ],
    steps: [...attached('HTTPRoute/replaced'), http(proves(requirement, ...rows))],
  });
}

/** Every prefix with every replacement, for both filters that replace prefixes. */
export default KINDS.map(replaced);
