import { expect } from 'chai';
import { isObject } from '../../apimachinery/json.ts';
import type {
  CustomResourceDefinition,
  CustomResourceVersion,
  JsonObject,
  JsonSchema,
} from '../../apimachinery/types.ts';
import { makeObjectJudge } from '../../apimachinery/validate/index.ts';
import { messageOf } from '../../harness/common/message-of.ts';
import { GATEWAY_GROUPS } from '../differential/requests/gateway/index.ts';
import { loadCrds } from '../differential/run/crds.ts';
import { listTried } from './rules-covered/tried.ts';

const RULES = 'x-kubernetes-validations';
/** Of served versions: what is not served cannot be asked. */
const COUNTS = { standard: 275, experimental: 445 } as const;

interface Place {
  path: readonly string[];
  rule: JsonObject;
}

/**
 * Rules that no object can break when it is created: a value that never changes, a status, and types of paths, of which the
 * enum refuses all others before the rule is asked. Requests that change objects and statuses break the first two.
 */
const others = /controllerName|^Gateway \S+ status|matches\.path: type must be one of/;

const definitions = await Promise.all([loadCrds('standard'), loadCrds('experimental')]).then(
  ([standard, experimental]) => ({ standard, experimental }),
  (error: unknown) => messageOf(error),
);

describe('every rule of the CRDs', function () {
  if (typeof definitions === 'string') {
    it(`is not looked for: ${definitions}`);
    return;
  }
  this.timeout(300_000);
  for (const channel of ['standard', 'experimental'] as const) {
    it(`is kept by one and broken by another object that a real server was asked about: ${channel}`, () => {
      const tried = listTried(GATEWAY_GROUPS);
      const missing: string[] = [];
      let count = 0;
      for (const crd of definitions[channel]) {
        for (const version of crd.spec.versions.filter(({ served }) => served)) {
          const apiVersion = `${crd.spec.group}/${version.name}`;
          const own = tried.filter((object) => object.kind === crd.spec.names.kind && object.apiVersion === apiVersion);
          const whole = judgeBy(crd, version, version.schema?.openAPIV3Schema);
          const accepted = own.filter((object) => whole(object) === 0);
          const bare = leaveOut(version.schema?.openAPIV3Schema) as JsonSchema;
          for (const place of listPlaces(version.schema?.openAPIV3Schema, [])) {
            count += 1;
            const broken = judgeBy(crd, version, putRule(bare, place));
            const asked = judgeBy(crd, version, putRule(bare, { ...place, rule: { rule: '1 == 2' } }));
            const name = `${crd.spec.names.kind} ${version.name} ${nameOf(place)}`;
            if (!own.some((object) => broken(object) > 0)) missing.push(`${name} is not broken`);
            else if (!accepted.some((object) => asked(object) > 0)) missing.push(`${name} is not kept`);
          }
        }
      }
      expect(count).to.equal(COUNTS[channel]);
      expect(missing.filter((name) => !others.test(name))).to.deep.equal([]);
      expect(missing).to.have.length(channel === 'standard' ? 6 : 9);
    });
  }
});

/** How many findings of CEL, or of anything where the schema is the whole one, an object has. */
function judgeBy(crd: CustomResourceDefinition, version: CustomResourceVersion, openAPIV3Schema: unknown) {
  const versions = [{ ...version, schema: { openAPIV3Schema } }] as CustomResourceVersion[];
  const judge = makeObjectJudge([{ ...crd, spec: { ...crd.spec, versions } }]);
  const isWhole = openAPIV3Schema === version.schema?.openAPIV3Schema;
  return (object: JsonObject) =>
    judge.judge(object).findings.filter(({ stage, field }) => isWhole || (stage === 'cel' && field !== '<nil>')).length;
}

function listPlaces(schema: unknown, path: readonly string[]): Place[] {
  if (!isObject(schema)) return [];
  const own = Array.isArray(schema[RULES]) ? (schema[RULES] as JsonObject[]).map((rule) => ({ path, rule })) : [];
  const below = Object.entries(schema).flatMap(([key, child]) =>
    key === RULES ? [] : listPlaces(child, [...path, key]),
  );
  return [...own, ...below];
}

function leaveOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leaveOut);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (key === RULES ? [] : [[key, leaveOut(child)]])),
  );
}

/** A schema with one rule alone. */
function putRule(schema: JsonObject, { path: [key, ...rest], rule }: Place): JsonObject {
  if (key === undefined) return { ...schema, [RULES]: [rule] };
  return { ...schema, [key]: putRule(schema[key] as JsonObject, { path: rest, rule }) };
}

function nameOf({ path, rule }: Place): string {
  const fields = path.filter((part) => part !== 'properties' && part !== 'items' && part !== 'additionalProperties');
  return `${fields.join('.')}: ${String(rule.message ?? rule.rule)}`;
}
