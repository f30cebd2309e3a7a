import { protocolOf } from '../../protocols/index.ts';
import type { ObjectRef } from '../../scenario/refs.ts';
import type { AnyTrafficStep, DistributionStep, ProtocolName, TrafficTarget } from '../../scenario/traffic.ts';
import { runAnswers } from '../traffic/answers.ts';
import { PLAIN, type StepKind } from './kind.ts';

/** Rows of a protocol: the same for all, since the protocol itself knows the rest. */
export const trafficKind: StepKind<AnyTrafficStep> = {
  ...PLAIN,
  rows: (step) => step.rows.map(({ name, requirements, level }) => ({ name, requirements, level })),
  describe: (step, env) => {
    const protocol = protocolOf(step.kind);
    return step.rows.map(({ send, expect }) => [
      protocol.describe(send),
      protocol.describeExpectation(expect, send, env),
    ]);
  },
  refs: ({ target }) => refsOf(target),
  backends: ({ kind, rows, target }) => [
    ...rows.flatMap(({ expect }) => protocolOf(kind).listBackends(expect)),
    ...backendsOf(target),
  ],
  requests(step) {
    const protocol = protocolOf(step.kind);
    return step.rows.map(({ send, expect }) => ({
      send,
      entry: protocol.entry(send),
      wantsAnswer: protocol.wantsAnswer(expect),
    }));
  },
  defects: ({ rows }) => ((rows as readonly unknown[]).length === 0 ? ['has no rows'] : []),
  cost: 1,
  asserts: true,
  needsOwnGateway: ({ target }) => hasOwnGateway(target),
  group: 'traffic',
  run: runAnswers,
};

export const distributionKind: StepKind<DistributionStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe({ protocol, send, weights, answers = {}, rejected, copies, tolerance }) {
    const codes = Object.entries(answers).map(([code, weight]) => `status ${code} ${weight}`);
    const refused = rejected === undefined ? [] : [`rejected ${rejected}`];
    const shares = [
      ...Object.entries(weights).map(([backend, weight]) => `${backend} ${weight}`),
      ...codes,
      ...refused,
    ];
    const sent = protocolOf(protocol).describe(send);
    const within = `± ${tolerance * 100} points`;
    if (!copies) return [[sent, `shares ${shares.join(' : ')}, ${within}`]];
    return [[sent, `copies of ${copies.share * 100} % to ${copies.to}, ${within}`]];
  },
  refs: ({ target }) => refsOf(target),
  backends: ({ weights, copies, target }) => [
    ...Object.keys(weights),
    ...(copies ? [copies.to] : []),
    ...backendsOf(target),
  ],
  requests: ({ protocol, send }) => [{ send, entry: protocolOf(protocol).entry(send), wantsAnswer: true }],
  defects({ name, weights, answers = {}, rejected = 0, copies, tolerance }) {
    const all = [...Object.values(weights), ...Object.values(answers), rejected];
    return [
      ...(all.some((weight) => weight > 0) ? [] : [`has no weight above 0 in '${name}'`]),
      ...(all.some((weight) => weight < 0) ? [`has a weight below 0 in '${name}'`] : []),
      ...(tolerance > 0 && tolerance < 1
        ? []
        : [`has the tolerance ${tolerance} in '${name}', which is not between 0 and 1`]),
      ...(copies === undefined || (copies.share >= 0 && copies.share <= 1)
        ? []
        : [`has the share ${copies.share} of copies in '${name}', which is not from 0 to 1`]),
    ];
  },
  cost: 3,
  asserts: true,
  needsOwnGateway: ({ target }) => hasOwnGateway(target),
  group: 'traffic',
  run: runAnswers,
};

/** One kind for each protocol. */
export type TrafficKinds = { readonly [P in ProtocolName]: StepKind<AnyTrafficStep> };

function refsOf(target: TrafficTarget): readonly ObjectRef[] {
  if ('listenerSet' in target) return [target.listenerSet];
  if ('ingress' in target) return [target.ingress];
  return 'gateway' in target && target.gateway !== undefined ? [target.gateway] : [];
}

function backendsOf(target: TrafficTarget): readonly string[] {
  if (!('from' in target)) return [];
  return [target.from, 'service' in target ? target.service : target.pod];
}

function hasOwnGateway(target: TrafficTarget): boolean {
  return refsOf(target).length > 0 && !('ingress' in target);
}
