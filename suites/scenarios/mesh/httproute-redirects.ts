import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  type CatalogueScenario,
  meshAttached,
  meshBackends,
  meshHttp,
  meshRedirects,
  meshRoute,
  pathPrefix,
  redirectFilter,
  replacePath,
  replacePrefix,
  scenario,
} from '../../kit/index.ts';

type Redirect = Parameters<typeof redirectFilter>[0];

interface Case {
  name: string;
  /** Matched as a prefix. */
  prefix: string;
  redirect(elsewhere: string): Redirect;
  /** Default: the prefix. */
  path?: string;
  leads: { status?: number; scheme?: string; elsewhere?: true; port?: number; path?: string };
}

/** A scenario about redirects at a Service, each with a rule of its own. */
function redirecting(
  about: Pick<CatalogueScenario, 'id' | 'title' | 'requirements' | 'features' | 'since'>,
  cases: readonly [Case, ...Case[]],
) {
  return scenario({
    ...about,
    gateways: [],
    backends: meshBackends('echo'),
    resources: (env) => [
      meshRoute(env, 'moved', {
        rules: cases.map(({ prefix, redirect }) => ({
          matches: [pathPrefix(prefix)],
          filters: [redirectFilter(redirect(env.host('elsewhere')))],
        })),
      }),
    ],
    steps: (env) => {
      const [first, ...others] = cases.map((one) => toRows(env, one));
      return [...meshAttached('HTTPRoute/moved'), meshHttp([...(first ?? toRows(env, cases[0])), ...others.flat()])];
    },
  });
}

function toRows(env: ScenarioEnv, { name, prefix, path = prefix, leads }: Case) {
  const { status = 302, scheme = 'http', elsewhere, port = 80 } = leads;
  const service = env.backend('echo');
  const host = elsewhere ? env.host('elsewhere') : `${service.name}.${service.namespace}`;
  return meshRedirects(name, { path }, { status, scheme, host, port, path: leads.path ?? path });
}

const PORT = 8083;

export default [
  redirecting(
    {
      id: 'MeshHTTPRouteRedirectHostAndStatus',
      title: 'A redirect at a Service leads to another host, with the status that it is given',
      requirements: ['httproute.filters.redirect.hostname', 'httproute.filters.redirect.status'],
      features: ['Mesh', 'HTTPRoute'],
      since: 'v1.0',
    },
    [
      { name: 'the host', prefix: '/host', redirect: (hostname) => ({ hostname }), leads: { elsewhere: true } },
      {
        name: 'the host and the status',
        prefix: '/host-and-status',
        redirect: (hostname) => ({ hostname, statusCode: 301 }),
        leads: { elsewhere: true, status: 301 },
      },
    ],
  ),
  redirecting(
    {
      id: 'MeshHTTPRouteRedirectPath',
      title: 'A redirect at a Service replaces the path as a whole, or its matched prefix',
      requirements: ['httproute.filters.redirect.path.full', 'httproute.filters.redirect.path.prefix'],
      features: ['Mesh', 'HTTPRoute', 'MeshHTTPRouteRedirectPath'],
      since: 'v1.4',
    },
    [
      {
        name: 'the prefix',
        prefix: '/old',
        path: '/old/lemon',
        redirect: () => ({ path: replacePrefix('/new') }),
        leads: { path: '/new/lemon' },
      },
      {
        name: 'the whole path',
        prefix: '/whole',
        path: '/whole/of/it',
        redirect: () => ({ path: replacePath('/one-page') }),
        leads: { path: '/one-page' },
      },
      {
        name: 'the prefix and the host',
        prefix: '/old-and-host',
        redirect: (hostname) => ({ hostname, path: replacePrefix('/new') }),
        leads: { elsewhere: true, path: '/new' },
      },
      {
        name: 'the prefix, 301',
        prefix: '/old-for-good',
        redirect: () => ({ path: replacePrefix('/new'), statusCode: 301 }),
        leads: { status: 301, path: '/new' },
      },
      {
        name: 'the whole path and the host',
        prefix: '/whole-and-host',
        redirect: (hostname) => ({ hostname, path: replacePath('/one-page') }),
        leads: { elsewhere: true, path: '/one-page' },
      },
      {
        name: 'the whole path, 301',
        prefix: '/whole-for-good',
        redirect: () => ({ path: replacePath('/one-page'), statusCode: 301 }),
        leads: { status: 301, path: '/one-page' },
      },
    ],
  ),
  redirecting(
    {
      id: 'MeshHTTPRouteRedirectPort',
      title: 'A redirect at a Service leads to another port, alone and with another host and status',
      requirements: ['httproute.filters.redirect.port'],
      features: ['Mesh', 'HTTPRoute', 'MeshHTTPRouteRedirectPort'],
      since: 'v1.4',
    },
    [
      { name: 'the port', prefix: '/port', redirect: () => ({ port: PORT }), leads: { port: PORT } },
      {
        name: 'the port and the host',
        prefix: '/port-and-host',
        redirect: (hostname) => ({ hostname, port: PORT }),
        leads: { elsewhere: true, port: PORT },
      },
      {
        name: 'the port and the status',
        prefix: '/port-and-status',
        redirect: () => ({ port: PORT, statusCode: 301 }),
        leads: { status: 301, port: PORT },
      },
      {
        name: 'all three',
        prefix: '/port-host-and-status',
        redirect: (hostname) => ({ hostname, port: PORT, statusCode: 302 }),
        leads: { elsewhere: true, port: PORT },
      },
    ],
  ),
  redirecting(
    {
      id: 'MeshHTTPRouteSchemeRedirect',
      title:
        'A redirect at a Service leads to another scheme and its usual port, alone and with another host and status',
      requirements: ['httproute.filters.redirect.scheme'],
      features: ['Mesh', 'HTTPRoute', 'MeshHTTPRouteSchemeRedirect'],
      since: 'v1.4',
    },
    [
      {
        name: 'the scheme',
        prefix: '/scheme',
        redirect: () => ({ scheme: 'https' }),
        leads: { scheme: 'https', port: 443 },
      },
      {
        name: 'the scheme and the host',
        prefix: '/scheme-and-host',
        redirect: (hostname) => ({ hostname, scheme: 'https' }),
        leads: { elsewhere: true, scheme: 'https', port: 443 },
      },
      {
        name: 'the scheme and the status',
        prefix: '/scheme-and-status',
        redirect: () => ({ scheme: 'https', statusCode: 301 }),
        leads: { status: 301, scheme: 'https', port: 443 },
      },
      {
        name: 'all three',
        prefix: '/scheme-host-and-status',
        redirect: (hostname) => ({ hostname, scheme: 'https', statusCode: 302 }),
        leads: { elsewhere: true, scheme: 'https', port: 443 },
      },
    ],
  ),
];
