import { isIPv6 } from 'node:net';
import type { CustomContext } from '../../../harness/scenario/custom.ts';
import { custom, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import { HarnessError } from '../../../harness/scenario/errors.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  type Citations,
  CONTAINER_PORTS,
  citing,
  exactPath,
  fieldsOf,
  httpRoute,
  ROUTE_ATTACHED,
  scenario,
  service,
} from '../../kit/index.ts';

type Pod = 'red' | 'blue';
type Addresses = Readonly<Record<Pod, string>>;

/** Pods of a slice, and whether they are ready. */
type Members = Partial<Record<Pod, boolean>>;

const { number: port } = CONTAINER_PORTS.http;
const CLOSED_PORT = 3999;

/** Slices by label: the Service that they belong to, the name of its port there, and their members at first. */
const SLICES: Readonly<Record<string, { of: string; port: string; members: Members }>> = {
  retargeted: { of: 'retargeted', port: 'http', members: { red: true } },
  'mixed-alpha': { of: 'mixed', port: 'alpha', members: { red: true } },
  'mixed-beta': { of: 'mixed', port: 'beta', members: { blue: true } },
  ready: { of: 'ready', port: 'http', members: { blue: false, red: true } },
  'second-first': { of: 'second', port: 'http', members: { red: false } },
  'second-last': { of: 'second', port: 'http', members: { blue: true } },
  moving: { of: 'moving', port: 'http', members: { red: true } },
  draining: { of: 'draining', port: 'http', members: { red: true } },
};

/** Afterwards; `second-last` goes altogether. */
const CHANGED: Readonly<Record<string, Members>> = {
  'mixed-alpha': { blue: true },
  'mixed-beta': { red: true },
  ready: { blue: true, red: false },
  'second-first': { red: true },
  moving: { blue: true },
  draining: {},
};

/** Ports of the Services without selector, by their labels. */
const PORTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  mixed: { alpha: 8081, beta: 8080 },
  ready: { http: 8080 },
  second: { http: 8080 },
  moving: { http: 8080 },
  draining: { http: 8080 },
  retargeted: { http: 8080 },
};

function toServicePorts(ports: Readonly<Record<string, number>>) {
  return Object.entries(ports).map(([name, number]) => ({ name, port: number, targetPort: port }));
}

async function readAddresses(context: CustomContext): Promise<Addresses> {
  const read = async (pod: Pod): Promise<string> => {
    const ip = fieldsOf((await context.get(`Pod/${pod}`))?.status).podIP;
    if (typeof ip !== 'string') throw new HarnessError(`Pod ${pod} has no address`);
    return ip;
  };
  return { red: await read('red'), blue: await read('blue') };
}

function composeSlice(
  env: ScenarioEnv,
  label: string,
  members: Members,
  addresses: Addresses,
  target = port,
): KubeObject {
  const { of = '', port: name = '' } = SLICES[label] ?? {};
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: env.name(`slice-${label}`),
      namespace: env.namespace,
      labels: { 'kubernetes.io/service-name': env.name(of), 'endpointslice.kubernetes.io/managed-by': 'gwconf' },
    },
    addressType: isIPv6(addresses.red) ? 'IPv6' : 'IPv4',
    endpoints: Object.entries(members).map(([pod, ready]) => ({
      addresses: [addresses[pod as Pod]],
      conditions: { ready, serving: ready, terminating: false },
    })),
    ports: [{ name, port: target, protocol: 'TCP' }],
  };
}

/** Writes slices whose addresses are known only now. */
function writeSlices(name: string, slices: Readonly<Record<string, Members>>, target?: number) {
  return custom({
    name,
    reason: 'addresses of pods are known only when they run',
    async run(context) {
      const addresses = await readAddresses(context);
      await context.apply(
        Object.entries(slices).map(([label, members]) => composeSlice(context.env, label, members, addresses, target)),
      );
    },
  });
}

const NO_ENDPOINTS = [500, 502, 503, 504] as const;

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.resolved-refs'],
  served: ['httproute.backends.endpoints', 'httproute.backends.service-port', 'httproute.backends.service'],
  failing: ['httproute.backends.endpoints', 'httproute.backends.no-endpoints-share'],
  other: ['httproute.backends.endpoints'],
};

export default scenario({
  id: 'SpecHTTPRouteEndpointChanges',
  title: 'Traffic for a port of a Service goes to its ready endpoints of all slices, and follows them',
  requirements: ['httproute.backends.service', 'httproute.backends.service-port', 'httproute.backends.endpoints'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { red: { own: true }, blue: { own: true } },
  resources: (env) => {
    const { namespace } = env;
    return [
      ...Object.entries(PORTS).map(([label, ports]) =>
        service({ name: env.name(label), namespace, ports: toServicePorts(ports) }),
      ),
      service({
        name: env.name('selecting'),
        namespace,
        ports: toServicePorts({ http: 8080 }),
        selector: { app: env.backend('red').name },
      }),
      service({
        name: env.name('renumbered'),
        namespace,
        ports: toServicePorts({ http: 8080 }),
        selector: { app: env.backend('red').name },
      }),
      // Nobody listens at the first of its ports.
      service({
        name: env.name('two-ports'),
        namespace,
        ports: [{ name: 'closed', port: 8081, targetPort: CLOSED_PORT }, ...toServicePorts({ http: 8080 })],
        selector: { app: env.backend('red').name },
      }),
      httpRoute(env, 'to-services', {
        rules: [
          ...['ready', 'second', 'moving', 'draining', 'retargeted', 'selecting', 'renumbered'].map((label) => ({
            matches: [exactPath(`/${label}`)],
            backendRefs: [{ name: env.name(label), port: 8080 }],
          })),
          { matches: [exactPath('/alpha')], backendRefs: [{ name: env.name('mixed'), port: 8081 }] },
          { matches: [exactPath('/beta')], backendRefs: [{ name: env.name('mixed'), port: 8080 }] },
          { matches: [exactPath('/last-port')], backendRefs: [{ name: env.name('two-ports'), port: 8080 }] },
        ],
      }),
    ];
  },
  steps: (env) => {
    const initial = Object.fromEntries(Object.entries(SLICES).map(([label, { members }]) => [label, members]));
    const attached = status('HTTPRoute/to-services', { conditions: ROUTE_ATTACHED });
    return citing(SHOWN, [
      writeSlices('endpoints are written by hand', initial),
      attached,
      http([
        arrives('the first port of a Service, by one slice', { path: '/alpha' }, 'red'),
        arrives('the second port, by the other slice', { path: '/beta' }, 'blue'),
        arrives('the last port of a Service whose first one leads nowhere', { path: '/last-port' }, 'red'),
        arrives('the ready one of two endpoints', { path: '/ready' }, 'red'),
        arrives('the second slice, the first of which has nothing ready', { path: '/second' }, 'blue'),
        arrives('endpoints that will move', { path: '/moving' }, 'red'),
        arrives('endpoints that will go', { path: '/draining' }, 'red'),
        arrives('a selector that will change', { path: '/selecting' }, 'red'),
        arrives('a slice whose port will change', { path: '/retargeted' }, 'red'),
        arrives('a target port that will change', { path: '/renumbered' }, 'red'),
      ]),

      writeSlices('endpoints move, change their readiness, and go', CHANGED),
      remove('a slice goes', 'EndpointSlice/slice-second-last'),
      patch('a selector changes', 'Service/selecting', { spec: { selector: { app: env.backend('blue').name } } }),
      writeSlices(
        'the port of a slice changes to one where nobody listens',
        { retargeted: { red: true } },
        CLOSED_PORT,
      ),
      patch('a target port changes to one where nobody listens', 'Service/renumbered', {
        spec: { ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: CLOSED_PORT }] },
      }),
      attached,
      http([
        arrives('the first port, whose endpoints moved', { path: '/alpha' }, 'blue'),
        arrives('the second port, whose endpoints moved', { path: '/beta' }, 'red'),
        arrives('the endpoint that became ready, beside one that is no longer', { path: '/ready' }, 'blue'),
        arrives('the first slice, when the second went', { path: '/second' }, 'red'),
        arrives('endpoints that moved', { path: '/moving' }, 'blue'),
        { name: 'no endpoints are left', send: { path: '/draining' }, expect: { status: NO_ENDPOINTS } },
        arrives('a selector that changed', { path: '/selecting' }, 'blue'),
        { name: 'a slice whose port changed', send: { path: '/retargeted' }, expect: { status: NO_ENDPOINTS } },
        { name: 'a target port that changed', send: { path: '/renumbered' }, expect: { status: NO_ENDPOINTS } },
      ]),

      writeSlices('endpoints come where there were none, and a port changes again', {
        draining: { blue: true },
        retargeted: { red: true },
      }),
      patch('a target port changes again', 'Service/renumbered', {
        spec: { ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: port }] },
      }),
      http([
        arrives('endpoints came back', { path: '/draining' }, 'blue'),
        arrives('a slice whose port changed again', { path: '/retargeted' }, 'red'),
        arrives('a target port that changed again', { path: '/renumbered' }, 'red'),
      ]),
    ]);
  },
});
