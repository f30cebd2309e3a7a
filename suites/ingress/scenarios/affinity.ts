import { GATHERED_PORT, gatherPods } from '../../kit/pods-together.ts';
import { ingress, scenario, through } from '../kit.ts';

const COOKIE = 'gwconf-route';

export default scenario({
  id: 'IngressAffinityCookie',
  title: 'A cookie keeps a client with one endpoint of the Service',
  requirements: ['ingress.affinity.cookie'],
  features: ['IngressAffinityCookie'],
  backends: { a: { own: true }, b: { own: true } },
  resources: (env) => [
    ingress(env, 'sticky', {
      annotations: { affinity: 'cookie', 'session-cookie-name': COOKIE },
      rules: [
        {
          host: env.hostname,
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: env.name('both'), port: { number: GATHERED_PORT } } },
            },
          ],
        },
      ],
    }),
  ],
  steps: [
    gatherPods('both', 'http', ['a', 'b']),
    through('Ingress/sticky', [
      { name: 'either endpoint', send: {}, expect: { oneOf: ['a', 'b'] } },
      {
        name: 'the same endpoint with the cookie',
        send: { cookie: COOKIE },
        expect: { oneOf: ['a', 'b'], saw: { a: { rest: 'any' }, b: { rest: 'any' } } },
      },
      {
        name: 'beside a cookie whose name ends alike',
        send: { headers: { Cookie: `x-${COOKIE}=elsewhere` }, cookie: COOKIE },
        expect: { oneOf: ['a', 'b'], saw: { a: { rest: 'any' }, b: { rest: 'any' } } },
      },
    ]),
  ],
});
