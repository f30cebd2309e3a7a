import { http, type ScenarioDefinition } from '../../harness/scenario/define.ts';
import { redirectFilter } from './filters.ts';
import { attached } from './proves.ts';
import { httpRoute, pathPrefix } from './routes.ts';
import { redirects } from './rows.ts';
import { type FeatureName, scenario } from './scenario.ts';

/** A scenario about one of the extended status codes of redirects. */
export function redirectCode(code: 303 | 307 | 308, id: string, feature: FeatureName): ScenarioDefinition {
  return scenario({
    id,
    title: `A redirect answers ${code} where it is asked to`,
    requirements: ['httproute.filters.redirect.extended-codes'],
    features: ['Gateway', 'HTTPRoute', feature],
    since: 'v1.4',
    backends: {},
    resources: (env) => [
      httpRoute(env, 'moved', {
        rules: [{ matches: [pathPrefix('/moved')], filters: [redirectFilter({ statusCode: code })] }],
      }),
    ],
    steps: (env) => [
      ...attached('HTTPRoute/moved'),
      http([
        redirects(
          'a POST',
          { method: 'POST', path: '/moved' },
          { status: code, scheme: 'http', host: env.hostname, port: 80, path: '/moved' },
        ),
      ]),
    ],
  });
}
