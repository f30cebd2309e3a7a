import { admission, type ScenarioDefinition, scenario, type Version } from '../../../harness/scenario/define.ts';
import type { AdmissionStep } from '../../../harness/scenario/steps.ts';
import recorded from '../cases.json' with { type: 'json' };
import { type AdmissionCase, makeExample, makeRefused } from '../cases.ts';
import { type ExampleKind, exampleKinds } from '../examples/index.ts';
import type { PolicyRequirementId } from '../requirements.ts';

const cases = recorded as readonly (Omit<AdmissionCase, 'releases'> & { releases: string[] })[];
const newest: Version = 'v1.7';
const oldest: Version = 'v1.6';

/** The rules of the experimental channel say some of them in other words. */
const otherWords: Readonly<Record<string, string>> = {
  'sectionName must be': 'sectionName or port must be',
  'must not contain both CACertificateRefs and WellKnownCACertificates': 'exactly one of the fields in',
  'must specify either CACertificateRefs or WellKnownCACertificates': 'exactly one of the fields in',
};

/** For each kind in each version scenarios of what all releases have, and of what one has that the other has not. */
export const kindScenarios: readonly ScenarioDefinition[] = exampleKinds
  .flatMap((examples) =>
    examples.versions.flatMap((version) => [
      make(examples, version, [oldest, newest]),
      ...([oldest, newest] as const).flatMap((only) => make(examples, version, [only])),
    ]),
  )
  .flat();

function make(examples: ExampleKind, version: string, releases: readonly Version[]): ScenarioDefinition[] {
  const { kind, specs, since = {} } = examples;
  const own = cases.filter(
    (one) => one.kind === kind && one.versions.includes(version) && one.releases.join() === releases.join(),
  );
  const accepted = specs.flatMap((_, index) => {
    const first = since[index] ?? oldest;
    return releases[0] === first && (releases.length > 1 || first !== oldest) ? [index] : [];
  });
  if (own.length + accepted.length === 0) return [];
  const [only] = releases.length === 1 ? releases : [];
  const suffix = only === undefined ? '' : only === oldest ? 'UntilV16' : 'SinceV17';
  const where = version === 'v1' ? '' : version.replace('v', 'V');
  return [
    scenario({
      id: `Admission${kind}${where}${suffix}`,
      title: `${kind} ${version} is accepted with all of its fields, and refused by each of its rules`,
      requirements: ['policy.crd.accepts', 'policy.crd.schema', 'policy.crd.cel'],
      features: ['Policy'],
      since: releases[0] ?? oldest,
      ...(only === oldest ? { until: oldest } : {}),
      level: 'spec',
      backends: {},
      gateways: [],
      steps: ({ namespace }) => [
        ...accepted.map((index) =>
          cite(
            'policy.crd.accepts',
            admission(
              `example ${index + 1} is accepted`,
              [makeExample({ ...examples, version }, index, namespace)],
              'accepted',
            ),
          ),
        ),
        ...own.map((one) => makeStep(examples, version, one as AdmissionCase, namespace)),
      ],
    }),
  ];
}

function makeStep(examples: ExampleKind, version: string, one: AdmissionCase, namespace: string): AdmissionStep {
  const object = makeRefused({ ...examples, version }, one, namespace);
  const isCel = one.rule.includes(' cel: ');
  const refused = { field: one.field, message: toPattern(one.message) };
  const step = { ...admission(one.rule, [object], { refused }), by: 'create' as const };
  return cite(isCel ? 'policy.crd.cel' : 'policy.crd.schema', step);
}

function cite(requirement: PolicyRequirementId, step: AdmissionStep): AdmissionStep {
  return { ...step, requirements: [requirement] };
}

function toPattern(message: string): string {
  const toLiteral = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const other = Object.entries(otherWords).find(([words]) => message.includes(words));
  if (!other) return toLiteral(message);
  const [words, others] = other;
  return `${toLiteral(message)}|${toLiteral(message.replace(words, others))}`;
}
