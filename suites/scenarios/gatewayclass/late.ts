import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { apply, custom } from '../../../harness/scenario/define.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  entriesOf,
  fieldsOf,
  GATEWAY_API_VERSION,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  isJudged,
  proves,
  scenario,
} from '../../kit/index.ts';

const CLASS = 'GatewayClass/late';

function isAccepted(object: KubeObject | undefined): boolean {
  const accepted = entriesOf(fieldsOf(object?.status).conditions).find(({ type }) => type === 'Accepted');
  return accepted?.status === 'True';
}

/** Nobody knows yet whose Gateway it is. */
function findAcceptance(object: KubeObject): FieldMismatch[] {
  if (!isAccepted(object)) return [];
  return [{ path: 'status.conditions[Accepted].status', expected: 'not True without a class', observed: 'True' }];
}

export default scenario({
  id: 'SpecGatewayClassLate',
  title: 'A Gateway that was there before its class is served once the class is accepted',
  requirements: ['gateway.class.controller', 'gatewayclass.status.accepted'],
  features: ['Gateway'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: {},
  resources: (env) => {
    const early = gateway(env, 'early', { listeners: [httpListener('http', { hostname: env.host('early') })] });
    return [{ ...early, spec: { ...fieldsOf(early.spec), gatewayClassName: env.name('late') } }];
  },
  steps: (env) => [
    ...proves(
      'gateway.class.controller',
      custom({
        name: 'the Gateway is accepted by nobody while its class is not there',
        reason: 'that nothing is written is asked of no other step',
        run: (context) => context.expectObjectStays('Gateway/early', findAcceptance),
      }),
    ),
    apply('the class comes', [
      {
        apiVersion: GATEWAY_API_VERSION,
        kind: 'GatewayClass',
        metadata: { name: env.name('late') },
        spec: { controllerName: env.controllerName },
      },
    ]),
    ...proves('gatewayclass.status.accepted', isJudged('the controller judges the class', CLASS)),
    ...proves(
      'gateway.class.controller',
      custom({
        name: 'the Gateway that waited is served, if its class is accepted',
        reason: 'a controller may accept one class alone',
        async run(context) {
          if (isAccepted(await context.get(CLASS))) {
            await context.expectStatus('Gateway/early', { conditions: GATEWAY_SERVES });
          }
        },
      }),
    ),
  ],
});
