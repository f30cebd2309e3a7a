import {
  type FeatureName,
  meshAttached,
  meshBackends,
  meshHttp,
  meshRedirects,
  meshRoute,
  pathPrefix,
  redirectFilter,
  scenario,
} from '../../kit/index.ts';

const CODES: readonly { code: 303 | 307 | 308; feature: FeatureName }[] = [
  { code: 303, feature: 'HTTPRoute303RedirectStatusCode' },
  { code: 307, feature: 'HTTPRoute307RedirectStatusCode' },
  { code: 308, feature: 'HTTPRoute308RedirectStatusCode' },
];

export default CODES.map(({ code, feature }) =>
  scenario({
    id: `MeshHTTPRoute${code}Redirect`,
    title: `A redirect at a Service answers ${code} where it is asked to`,
    requirements: ['httproute.filters.redirect.extended-codes'],
    features: ['Mesh', 'HTTPRoute', feature],
    since: 'v1.4',
    gateways: [],
    backends: meshBackends('echo'),
    resources: (env) => [
      meshRoute(env, 'moved', {
        rules: [{ matches: [pathPrefix('/moved')], filters: [redirectFilter({ statusCode: code })] }],
      }),
    ],
    steps: (env) => {
      const { name, namespace } = env.backend('echo');
      return [
        ...meshAttached('HTTPRoute/moved'),
        meshHttp([
          ...meshRedirects(
            'a GET',
            { path: '/moved' },
            { status: code, scheme: 'http', host: `${name}.${namespace}`, port: 80, path: '/moved' },
          ),
        ]),
      ];
    },
  }),
);
