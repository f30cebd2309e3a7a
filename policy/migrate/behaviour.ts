import type { Difference } from './compare.ts';
import type { Behaviour, Cors } from './types.ts';

const USUAL_TIMEOUT = 60;

/** In what two rules differ that answer alike. */
export function compareBehaviour(ingress: Behaviour | undefined, gateway: Behaviour): Difference[] {
  return [
    ...compareProtocols(ingress?.protocols ?? {}, gateway.protocols),
    ...(ingress ? compareTimeouts(ingress.timeouts, gateway.timeouts) : []),
    ...compareCors(ingress?.cors, gateway.cors),
    ...compareSessions(ingress?.session, gateway.session),
  ];
}

type Protocols = Behaviour['protocols'];

/** Where nothing is known of the controller's protocol, none is compared. */
function compareProtocols(ingress: Protocols, gateway: Protocols): Difference[] {
  const wanted = [...new Set(Object.values(ingress))];
  const given = [...new Set(Object.values(gateway))];
  const [first] = wanted;
  if (first === undefined || given.every((each) => each === first)) return [];
  return [{ rule: 'migrate-protocol', what: `${given.sort().join(', ')} instead of ${first}` }];
}

type Timeouts = Behaviour['timeouts'];

function compareTimeouts(ingress: Timeouts, { request }: Timeouts): Difference[] {
  const { read, send, connect } = ingress;
  const said = [read, send].filter((each) => each !== undefined) as number[];
  const least = said.length > 0 ? Math.max(...said) : USUAL_TIMEOUT;
  if (request !== undefined)
    return request >= least
      ? []
      : [
          {
            rule: 'migrate-timeout',
            what: `the route gives up after ${request} s, the Ingress after ${least} s without a byte`,
          },
        ];
  const lost = [
    ...(said.length > 0 && least !== USUAL_TIMEOUT ? [`${least} s between two reads or writes`] : []),
    ...(connect !== undefined && connect !== 5 ? [`${connect} s for a connection`] : []),
  ];
  return lost.length > 0
    ? [{ rule: 'migrate-timeout', what: `the route has no timeouts, the Ingress has ${lost.join(', ')}` }]
    : [];
}

function compareCors(ingress: Cors | undefined, gateway: Cors | undefined): Difference[] {
  if (!ingress && !gateway) return [];
  if (!gateway) return [{ rule: 'migrate-cors', what: 'the route has no CORS filter' }];
  if (!ingress) return [{ rule: 'migrate-cors', what: 'the Ingress has no CORS' }];
  const normal = (values: readonly string[], lower: boolean) =>
    [...new Set(values.map((value) => (lower ? value.toLowerCase() : value)))].sort().join(', ') || 'none';
  const pairs: readonly (readonly [string, string, string])[] = [
    ['origins', normal(ingress.origins, true), normal(gateway.origins, true)],
    ['methods', normal(ingress.methods, false), normal(gateway.methods, false)],
    ['headers', normal(ingress.headers, true), normal(gateway.headers, true)],
    ['exposed headers', normal(ingress.exposed, true), normal(gateway.exposed, true)],
    ['credentials', String(ingress.credentials), String(gateway.credentials)],
    ['max age', String(ingress.maxAge), String(gateway.maxAge)],
  ];
  const different = pairs.filter(([, first, second]) => first !== second);
  if (different.length === 0) return [];
  const what = different.map(([name, first, second]) => `${name}: ${first} by the Ingress, ${second} by the route`);
  return [{ rule: 'migrate-cors', what: what.join('; ') }];
}

function compareSessions(ingress: Behaviour['session'], gateway: Behaviour['session']): Difference[] {
  if (ingress && !gateway)
    return [
      { rule: 'migrate-session', what: `the route keeps no session, the Ingress does by the cookie ${ingress.name}` },
    ];
  if (!ingress && gateway) return [{ rule: 'migrate-session', what: 'the route keeps sessions, the Ingress does not' }];
  if (ingress && gateway?.name !== undefined && gateway.name !== ingress.name)
    return [{ rule: 'migrate-session', what: `the cookie is ${gateway.name} instead of ${ingress.name}` }];
  return [];
}
