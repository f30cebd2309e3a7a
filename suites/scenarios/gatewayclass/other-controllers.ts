import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  type Citations,
  citing,
  entriesOf,
  FOREIGN_CONTROLLER,
  fieldsOf,
  GATEWAY_API_VERSION,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

function gatewayClass(env: ScenarioEnv, label: string, controllerName: string): KubeObject {
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'GatewayClass',
    metadata: { name: env.name(label) },
    spec: { controllerName },
  };
}

function gatewayOf(env: ScenarioEnv, label: string, gatewayClassName: string): KubeObject {
  const listeners = [httpListener('http', { hostname: env.host(label) })];
  const made = gateway(env, label, { listeners });
  return { ...made, spec: { ...fieldsOf(made.spec), gatewayClassName } };
}

/** Classes of controllers whose names have that of the one that is tried in them. */
const SIMILAR: readonly (readonly [label: string, name: (own: string) => string])[] = [
  ['longer-class', (own) => `${own}-2`],
  ['deeper-class', (own) => `${own}/more`],
  ['prefixed-class', (own) => `x.${own}`],
];

/** Conditions that somebody has decided: the API server's defaults are Unknown. */
function findVerdicts(object: KubeObject): FieldMismatch[] {
  return entriesOf(fieldsOf(object.status).conditions)
    .filter((condition) => condition.status !== 'Unknown')
    .map(({ type, status: observed }) => ({
      path: `status.conditions[${String(type)}]`,
      expected: 'no verdict, since the class names another controller',
      observed: String(observed),
    }));
}

/** The route has two parents, of which one is nobody's. */
function findStrangers(env: ScenarioEnv) {
  return (object: KubeObject): FieldMismatch[] =>
    entriesOf(fieldsOf(object.status).parents)
      .filter(({ parentRef }) => fieldsOf(parentRef).name === env.name('foreign'))
      .map(({ controllerName }) => ({
        path: `status.parents[${env.name('foreign')}]`,
        expected: 'no entry, since no controller here is in charge of that Gateway',
        observed: `an entry of ${String(controllerName)}`,
      }));
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.parentref.each-separately', 'route.status.controller-name', 'route.status.first-seen'],
  gateway: ['gateway.class.controller'],
  served: ['route.parentref.each-separately'],
  other: ['gateway.class.controller', 'gatewayclass.status.accepted', 'route.status.keeps-foreign-parents'],
};

export default scenario({
  id: 'SpecGatewayClassOtherControllers',
  title: 'Classes and Gateways of other controllers are left alone, until they are of this one',
  requirements: [
    'gatewayclass.status.accepted',
    'route.status.keeps-foreign-parents',
    'route.parentref.each-separately',
    'gateway.class.controller',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) => [
    gatewayClass(env, 'foreign-class', FOREIGN_CONTROLLER),
    ...SIMILAR.map(([label, name]) => gatewayClass(env, label, name(env.controllerName))),
    gatewayOf(env, 'foreign', env.name('foreign-class')),
    httpRoute(env, 'to-two', {
      parents: [ownParent(env, 'foreign'), ownParent(env, 'own')],
      hostnames: [],
      rules: [ruleTo(env, 'v1')],
    }),
    gatewayOf(env, 'own', env.gatewayClassName),
  ],
  steps: (env) => {
    const own = { gateway: 'Gateway/own' } as const;
    return citing(SHOWN, [
      status('HTTPRoute/to-two', { parents: [{ gateway: 'own', conditions: ROUTE_ATTACHED }] }),
      status('Gateway/own', {
        conditions: GATEWAY_SERVES,
        listeners: { http: { conditions: LISTENER_SERVES, attachedRoutes: 1 } },
      }),
      http([arrives('the Gateway of this controller', { host: env.host('own') }, 'v1')], own),
      custom({
        name: 'what belongs to another controller has no verdict',
        reason: 'that nothing is written is asked of no other step',
        async run(context) {
          await Promise.all([
            context.expectObjectStays('GatewayClass/foreign-class', findVerdicts),
            ...SIMILAR.map(([label]) => context.expectObjectStays(`GatewayClass/${label}`, findVerdicts)),
            context.expectObjectStays('Gateway/foreign', findVerdicts),
            context.expectObjectStays('HTTPRoute/to-two', findStrangers(env)),
          ]);
        },
      }),
      patch('the Gateway of another controller moves to a class of this one', 'Gateway/foreign', {
        spec: { gatewayClassName: env.gatewayClassName },
      }),
      status('Gateway/foreign', {
        conditions: GATEWAY_SERVES,
        listeners: { http: { conditions: LISTENER_SERVES, attachedRoutes: 1 } },
      }),
      http([arrives('the Gateway that moved to this controller', { host: env.host('foreign') }, 'v1')], {
        gateway: 'Gateway/foreign',
      }),
    ]);
  },
});
