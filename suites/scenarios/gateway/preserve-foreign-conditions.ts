import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  changeStatus,
  compareForeign,
  entriesOf,
  type Fields,
  FOREIGN_CONDITION,
  FROM_SAME,
  fieldsOf,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  LISTENER_SERVES,
  scenario,
} from '../../kit/index.ts';

const SERVES = { conditions: GATEWAY_SERVES, listeners: { http: { conditions: LISTENER_SERVES } } };

/** The status with a condition more, of the Gateway and of each listener. */
function addForeign(state: Fields): Fields {
  return {
    ...state,
    conditions: [...entriesOf(state.conditions), FOREIGN_CONDITION],
    listeners: entriesOf(state.listeners).map((listener) => ({
      ...listener,
      conditions: [...entriesOf(listener.conditions), FOREIGN_CONDITION],
    })),
  };
}

function findLosses(object: KubeObject): FieldMismatch[] {
  const state = fieldsOf(object.status);
  const listener = entriesOf(state.listeners).find(({ name }) => name === 'http');
  const compare = (path: string, conditions: unknown) => {
    const found = entriesOf(conditions).find(({ type }) => type === FOREIGN_CONDITION.type);
    return compareForeign(`${path}[${FOREIGN_CONDITION.type}]`, FOREIGN_CONDITION, found);
  };
  return [
    ...compare('status.conditions', state.conditions),
    ...compare('status.listeners[http].conditions', listener?.conditions),
  ];
}

function listenerFor(env: ScenarioEnv, host: string) {
  return httpListener('http', { hostname: env.host(host), allowedRoutes: FROM_SAME });
}

export default scenario({
  id: 'GatewayPreserveForeignConditions',
  title: 'Conditions that another controller wrote to a Gateway and a listener stay as they are',
  requirements: ['gateway.status.keeps-foreign-conditions', 'listener.status.keeps-foreign-conditions'],
  features: ['Gateway'],
  since: 'v1.7',
  provisional: true,
  backends: {},
  resources: (env) => [gateway(env, 'inspected', { listeners: [listenerFor(env, 'before')] })],
  steps: (env) => [
    status('Gateway/inspected', SERVES),
    custom({
      name: 'another controller adds its conditions',
      reason: 'conditions are added to the newest status, which only code can read first',
      run: (context) => changeStatus(context, 'Gateway/inspected', addForeign),
    }),
    patch('the listener gets another hostname', 'Gateway/inspected', {
      spec: { listeners: [listenerFor(env, 'after')] },
    }),
    status('Gateway/inspected', SERVES),
    custom({
      name: 'the foreign conditions are still there',
      reason: 'the whole condition is compared, with its time and generation, and for a while',
      run: (context) => context.expectObjectStays('Gateway/inspected', findLosses),
    }),
  ],
});
