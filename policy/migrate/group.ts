import { groupBy } from '../rules/group.ts';
import { compareBehaviour } from './behaviour.ts';
import { type Difference, describeServed, servesNothing } from './compare.ts';
import type { Record } from './record.ts';
import type { MigrateFinding } from './result.ts';
import { levelOf, type RuleId, titleOf } from './rules.ts';
import type { Spots } from './spots.ts';
import type { Decider, Probe } from './types.ts';

interface Case {
  difference: Difference;
  record: Record;
}

/** Findings, each of which is one cause. */
export function groupRecords(records: readonly Record[], spots: Spots): MigrateFinding[] {
  const { missing, rest } = splitMissing(records);
  const cases = rest.flatMap((record) => record.differences.map((difference) => ({ difference, record })));
  return [
    ...missing.map((group) => describeMissing(group, spots)),
    ...[...groupBy(cases, keyOf).values()].map((group) => describeCases(group, spots)),
    ...describeBehaviours(rest, spots),
  ];
}

interface Missing {
  rule: RuleId;
  records: readonly Record[];
}

/** Hosts that the Gateway does not serve at all, or not over one scheme: all requests for them have one cause. */
function splitMissing(records: readonly Record[]): { missing: Missing[]; rest: Record[] } {
  const missing: Missing[] = [];
  const rest: Record[] = [];
  const hosts = groupBy(records, ({ probe }) => probe.request.host);
  for (const ofHost of hosts.values()) {
    const schemes = [...groupBy(ofHost, ({ probe }) => probe.request.scheme).values()];
    const lacking = schemes.filter(isMissing);
    const all = lacking.length === schemes.length;
    for (const group of schemes) if (!lacking.includes(group)) rest.push(...group);
    const [first] = lacking;
    if (!first) continue;
    if (all) missing.push({ rule: 'migrate-host-missing', records: lacking.flat().filter(isLost) });
    else {
      const isTls = first[0]?.probe.request.scheme === 'https';
      missing.push({
        rule: isTls ? 'migrate-listener-missing' : 'migrate-host-missing',
        records: first.filter(isLost),
      });
    }
  }
  return { missing, rest };
}

function isLost({ differences }: Record): boolean {
  return differences.some(({ rule }) => rule === 'migrate-not-served' || rule === 'migrate-passthrough');
}

function isMissing(records: readonly Record[]): boolean {
  const served = records.filter(({ ingress }) => !servesNothing(ingress.served) && ingress.served.kind !== 'open');
  return served.length > 0 && served.every((record) => isLost(record) && servesNothing(record.gateway.served));
}

/** What two cases have in common that are of one cause. */
function keyOf({ difference: { rule, what }, record: { probe, ingress, gateway } }: Case): string {
  const say = (by: Decider | undefined) => (by ? `${by.object} ${by.field}` : '');
  switch (rule) {
    case 'migrate-redirect-missing':
    case 'migrate-redirect-added':
    case 'migrate-wildcard-labels':
      return [rule, probe.request.host].join();
    case 'migrate-redirect-code':
      return [rule, what, gateway.by?.object].join();
    case 'migrate-redirect-slash':
    case 'migrate-redirect-query':
      return rule;
    case 'migrate-not-served':
      return [rule, say(ingress.by)].join();
    case 'migrate-served-anew':
      return [rule, say(gateway.by)].join();
    default:
      return [rule, what, say(ingress.by), say(gateway.by)].join();
  }
}

function describeCases(cases: readonly Case[], spots: Spots): MigrateFinding {
  const shortest = chooseShortest(cases);
  const { difference, record } = shortest;
  const kinds = new Set(cases.map((each) => each.record.probe.variant));
  const [only] = kinds.size === 1 ? [...kinds] : [];
  const where = only === 'longer element' ? ', where the last element goes on' : '';
  const rule = only === 'other case' ? 'migrate-path-case' : difference.rule;
  const sentence = `${titleOf(rule)}${difference.what === '' ? '' : ` (${difference.what})`}${where}`;
  return {
    ...describe(rule, sentence, record, spots),
    requests: cases.length,
    level: difference.level ?? levelOf(rule),
  };
}

function chooseShortest<T extends { record: Record }>(cases: readonly T[]): T {
  const length = ({ record }: T) => describeRequest(record.probe).length;
  const [first] = cases.toSorted((a, b) => length(a) - length(b));
  if (!first) throw new Error('a group has at least one case');
  return first;
}

function describeMissing({ rule, records }: Missing, spots: Spots): MigrateFinding {
  const { record } = chooseShortest(records.map((each) => ({ record: each })));
  const { host } = record.probe.request;
  const schemes = [...new Set(records.map(({ probe }) => probe.request.scheme))].join(' and ');
  const name = record.probe.variant === 'elsewhere' ? 'a host that no rule names' : host;
  return { ...describe(rule, `${name} is not served over ${schemes}`, record, spots), requests: records.length };
}

function describe(rule: RuleId, message: string, { probe, ingress, gateway }: Record, spots: Spots): MigrateFinding {
  return {
    rule,
    level: levelOf(rule),
    message,
    ...(ingress.by ? { from: spots.of(ingress.by) } : {}),
    ...(gateway.by ? { to: spots.of(gateway.by) } : {}),
    example: {
      request: describeRequest(probe),
      ingress: describeWhole(ingress.served, probe),
      gateway: describeWhole(gateway.served, probe),
    },
    requests: 1,
  };
}

/** With what the backend receives, where that is not what was sent. */
function describeWhole(served: Record['ingress']['served'], { request }: Probe): string {
  const text = describeServed(served);
  const receives = served.kind === 'forward' ? served.shares.find((share) => share.receives)?.receives : undefined;
  if (!receives) return text;
  const changed = [
    ...(receives.path === request.path ? [] : [`path ${receives.path}`]),
    ...(receives.host === request.host ? [] : [`Host ${receives.host}`]),
  ];
  return changed.length === 0 ? text : `${text}, which receives ${changed.join(' and ')}`;
}

/** `GET http://shop.example/cart (version: two)` */
export function describeRequest({ request }: Probe): string {
  const { method, scheme, host, path, headers } = request;
  const shown = headers.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${method} ${scheme}://${host}${path}${shown === '' ? '' : ` (${shown})`}`;
}

/** What is set for whole rules is compared once for each pair of objects that answer alike. */
function describeBehaviours(records: readonly Record[], spots: Spots): MigrateFinding[] {
  const cases = records.flatMap((record) => {
    const { ingress, gateway, differences } = record;
    const isOther = differences.some(({ rule }) => rule === 'migrate-backend' || rule === 'migrate-status');
    if (isOther || ingress.served.kind !== 'forward' || !gateway.behaviour) return [];
    return compareBehaviour(ingress.behaviour, gateway.behaviour).map((difference) => ({ difference, record }));
  });
  const key = ({ difference: { rule, what }, record: { ingress, gateway } }: Case) =>
    [rule, what, ingress.by?.object, gateway.by?.object].join();
  return [...groupBy(cases, key).values()].map((group) => {
    const { difference, record } = chooseShortest(group);
    const { example: _none, ...finding } = describe(
      difference.rule,
      `${titleOf(difference.rule)}: ${difference.what}`,
      record,
      spots,
    );
    return { ...finding, requests: group.length };
  });
}
