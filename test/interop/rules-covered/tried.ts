import { readFileSync } from 'node:fs';
import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { type AdmissionCase, makeExample, makeRefused } from '../../../suites/policy/cases.ts';
import { exampleKinds } from '../../../suites/policy/examples/index.ts';
import type { Group } from '../../differential/run/steps.ts';

/** Every object that a real server's answer is recorded for, or that the suite POLICY asks a cluster about. */
export function listTried(groups: readonly Group[]): JsonObject[] {
  const requested = groups.flatMap(({ steps }) => steps.flatMap((step) => ('body' in step ? [step.body] : [])));
  const url = new URL('../../../suites/policy/cases.json', import.meta.url);
  const cases = JSON.parse(readFileSync(url, 'utf8')) as AdmissionCase[];
  const refused = cases.flatMap((one) => {
    const kind = exampleKinds.find((each) => each.kind === one.kind);
    return kind ? one.versions.map((version) => makeRefused({ ...kind, version }, one)) : [];
  });
  const kept = exampleKinds.flatMap((kind) =>
    kind.versions.flatMap((version) => kind.specs.map((_, index) => makeExample({ ...kind, version }, index))),
  );
  // What is undefined is not sent.
  const sent = JSON.parse(JSON.stringify([...requested, ...refused, ...kept])) as unknown[];
  return sent.filter(isObject);
}
