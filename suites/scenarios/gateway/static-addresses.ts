import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, http, patch, status } from '../../../harness/scenario/define.ts';
import type { GatewayAddress, ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  beyond,
  entriesOf,
  fieldsOf,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  proves,
  rejected,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** Of a type that nobody knows. */
const STRANGE = { type: 'example.net/unknown', value: 'somewhere' };

/** What a Gateway asks for, one after the other: less each time. */
function asked(env: ScenarioEnv) {
  const [usable, unusable] = [env.staticAddress('usable'), env.staticAddress('unusable')];
  return { all: [STRANGE, unusable, usable], known: [unusable, usable], usable: [usable] };
}

function findLack({ status: found }: KubeObject, { type, value }: GatewayAddress): FieldMismatch[] {
  const addresses = entriesOf(fieldsOf(found).addresses);
  const told = addresses.map((one) => `${String(one.type ?? 'IPAddress')} ${String(one.value)}`);
  const expected = `${type} ${value}`;
  if (told.length === 1 && told[0] === expected) return [];
  return [{ path: 'status.addresses', expected: `${expected} alone`, observed: told.join(', ') || 'none' }];
}

export default scenario({
  id: 'GatewayStaticAddresses',
  title: 'A Gateway is given the address that it asks for, and says so where it cannot be',
  requirements: [
    'gateway.addresses.unsupported-type',
    'gateway.addresses.not-usable',
    'gateway.addresses.invalid-told',
    'gateway.addresses.requested-are-used',
  ],
  features: ['Gateway', 'GatewayStaticAddresses'],
  since: 'v1.6',
  needs: ['staticAddresses'],
  gateways: [],
  backends: { v1: {} },
  resources: (env) => {
    const base = gateway(env, 'asking', { listeners: [httpListener('http')] });
    return [
      { ...base, spec: { ...(base.spec as object), addresses: asked(env).all } },
      httpRoute(env, 'route', { parents: [ownParent(env, 'asking')], rules: [ruleTo(env, 'v1')] }),
    ];
  },
  steps: (env) => {
    const { known, usable } = asked(env);
    return [
      ...proves(
        'gateway.addresses.unsupported-type',
        status('Gateway/asking', { conditions: rejected('UnsupportedAddress') }),
      ),
      patch('the address of an unknown type goes', 'Gateway/asking', { spec: { addresses: known } }),
      ...proves(
        ['gateway.addresses.not-usable', 'gateway.addresses.invalid-told'],
        status('Gateway/asking', {
          conditions: {
            Accepted: { status: 'True', reason: 'Accepted' },
            Programmed: { status: 'False', reason: 'AddressNotUsable' },
          },
        }),
      ),
      patch('the address that it cannot have goes', 'Gateway/asking', { spec: { addresses: usable } }),
      ...proves(
        'gateway.addresses.requested-are-used',
        status('Gateway/asking', {
          conditions: GATEWAY_SERVES,
          listeners: { http: { conditions: { Accepted: 'True', ResolvedRefs: 'True' } } },
        }),
        custom({
          name: 'the address that it asks for is the only one',
          reason: 'no status expectation is about addresses',
          run: (context) =>
            context.expectObject('Gateway/asking', (object) => findLack(object, env.staticAddress('usable'))),
        }),
      ),
      http([...beyond(...proves('gateway.addresses.requested-are-used', arrives('a request there', {}, 'v1')))], {
        gateway: 'Gateway/asking',
      }),
    ];
  },
});
