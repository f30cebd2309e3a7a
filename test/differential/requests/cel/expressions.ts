import type { Group } from '../../run/steps.ts';
import { CRDS, GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from '../own-crds.ts';
import { BROKEN, EXPRESSIONS, MALFORMED } from './expression-list.ts';
import { PROBE, SPEC } from './probe.ts';

function schemaWith(rules: readonly string[]): object {
  const validations = rules.map((rule, index) => ({ rule, message: `rule ${index}` }));
  return { type: 'object', properties: { spec: { ...SPEC, 'x-kubernetes-validations': validations } } };
}

/** A server bounds what the rules of one CRD may cost, so there are a few of them. */
const CHUNK = 20;
const chunks = Array.from({ length: Math.ceil(EXPRESSIONS.length / CHUNK) }, (_, index) =>
  EXPRESSIONS.slice(index * CHUNK, (index + 1) * CHUNK),
);

export const celExpressions: Group = {
  name: 'cel-expressions',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('cel-expressions') },
    ...chunks.flatMap((rules, index) => [
      ...serveCrd(`crd-${index}`, makeCrd(`Probe${'abcdefghijkl'[index]}`, schemaWith(rules))),
      {
        id: `evaluated-${index}`,
        method: 'POST' as const,
        path: `/apis/${GROUP}/v1/namespaces/cel-expressions/probe${'abcdefghijkl'[index]}s`,
        body: makeObject(`Probe${'abcdefghijkl'[index]}`, 'probe', { spec: PROBE }),
      },
    ]),
    ...BROKEN.map((rule, index) => ({
      id: `broken-${index}`,
      method: 'POST' as const,
      path: `${CRDS}?dryRun=All`,
      body: makeCrd('Broken', schemaWith([rule])),
    })),
    ...MALFORMED.map((rule, index) => ({
      id: `malformed-${index}`,
      method: 'POST' as const,
      path: `${CRDS}?dryRun=All`,
      body: makeCrd('Malformed', schemaWith([rule])),
    })),
  ],
};
