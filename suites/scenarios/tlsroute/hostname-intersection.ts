import { tls } from '../../../harness/scenario/define.ts';
import {
  attached,
  backendRef,
  beyond,
  FROM_SAME,
  gateway,
  type KindRow,
  ownParent,
  ROUTE_KITS,
  scenario,
  tlsListener,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;
const FITS = ['tlsroute.hostnames.intersection', 'listener.hostname.tls'];
const EXACT_PORT = 8443;
const WINS = ['tlsroute.hostnames.precedence'];

export default scenario({
  id: 'TLSRouteHostnameIntersection',
  title: 'A TLSRoute gets the server names that fit both its hostnames and the hostname of the listener',
  requirements: ['tlsroute.hostnames.intersection', 'tlsroute.hostnames.precedence', 'tlsroute.hostnames.sni'],
  features: kit.features,
  since: 'v1.6',
  gateways: [],
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => {
    const own = (label: string, hostname: string | undefined, port = 443) =>
      gateway(env, label, {
        listeners: [tlsListener('tls', { port, ...(hostname ? { hostname } : {}), allowedRoutes: FROM_SAME })],
      });
    const route = (label: string, parent: string, backend: string, ...hostnames: string[]) =>
      kit.route(env, label, {
        parents: [ownParent(env, parent)],
        hostnames,
        backendRefs: [backendRef(env, backend)],
      });
    const wildcard = `*.${env.domain}`;
    return [
      // At a port of its own: where Gateways share an address, another one's listener has the names that this one lacks.
      own('exact', env.host('abc'), EXACT_PORT),
      route('wider', 'exact', 'v1', wildcard),
      own('wild', wildcard),
      route('narrow', 'wild', 'v1', env.host('abc')),
      route('wide', 'wild', 'v2', wildcard),
      own('open', undefined),
      route('one', 'open', 'v1', env.host('abc')),
      route('rest', 'open', 'v2', wildcard),
    ];
  },
  steps: (env) => {
    const to = (name: string) => ({ gateway: `Gateway/${name}` }) as const;
    const host = (label: string) => env.host(label);
    return [
      ...attached('TLSRoute/wider', 'TLSRoute/narrow', 'TLSRoute/wide', 'TLSRoute/one', 'TLSRoute/rest'),
      kit.traffic(
        [
          { name: 'the name of the listener', host: host('abc'), requirements: FITS, expect: { backend: 'v1' } },
          { name: 'a name of neither', host: env.domain, requirements: FITS, expect: 'no-route' },
          ...beyond<[KindRow, KindRow]>(
            { name: 'a name that only the route has', host: host('other'), requirements: FITS, expect: 'no-route' },
            { name: 'a name below the listener’s', host: `x.${host('abc')}`, requirements: FITS, expect: 'no-route' },
          ),
        ],
        { ...to('exact'), port: EXACT_PORT },
      ),
      kit.traffic(
        [
          { name: 'exact before wildcard', host: host('abc'), requirements: WINS, expect: { backend: 'v1' } },
          { name: 'what only the wildcard fits', host: host('other'), requirements: FITS, expect: { backend: 'v2' } },
          { name: 'the domain itself', host: env.domain, requirements: FITS, expect: 'no-route' },
        ],
        to('wild'),
      ),
      tls(
        [
          {
            name: 'two labels more',
            level: 'spec',
            requirements: FITS,
            send: { sni: `a.${host('b')}` },
            // The certificate of the backends covers no such name.
            expect: { backend: 'v2', certificate: { names: [env.backendTls.hostname] } },
          },
        ],
        to('wild'),
      ),
      kit.traffic(
        [
          {
            name: 'exact before wildcard, any listener',
            host: host('abc'),
            requirements: WINS,
            expect: { backend: 'v1' },
          },
          { name: 'the wildcard, any listener', host: host('other'), requirements: FITS, expect: { backend: 'v2' } },
          {
            name: 'the domain itself, any listener',
            host: env.domain,
            requirements: FITS,
            expect: 'no-route',
          },
        ],
        to('open'),
      ),
    ];
  },
});
