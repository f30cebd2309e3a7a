import type { RuleFacts } from '../rules/types.ts';

const topic = 'Files and schemas';

/** Rules that are no functions of the world: of the text, of the schemas and of CEL. */
export const fileRules = {
  syntax: {
    id: 'syntax',
    topic,
    level: 'error',
    title: 'A document cannot be read',
    clause: 'https://yaml.org/spec/1.2.2/',
    explanation: 'What kubectl cannot read it does not apply. The other documents of the file are judged.',
    fix: 'Mend the text at the place that is named.',
  },
  'no-object': {
    id: 'no-object',
    topic,
    level: 'error',
    title: 'A document is no Kubernetes object',
    clause: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
    explanation: 'An object has apiVersion, kind and metadata. kubectl refuses a file that holds anything else.',
    fix: 'Give it apiVersion, kind and metadata, or take it out of the manifests.',
  },
  'repeated-key': {
    id: 'repeated-key',
    topic,
    level: 'warning',
    title: 'A field is written twice',
    clause: 'https://yaml.org/spec/1.2.2/#mapping',
    explanation: 'YAML forbids it; kubectl takes the last one without a word, so that the first one means nothing.',
    fix: 'Remove one of them.',
  },
  'duplicate-object': {
    id: 'duplicate-object',
    topic,
    level: 'warning',
    title: 'An object stands in the files twice',
    clause: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    explanation: 'Applied together, the last one replaces the others. The order of files decides what is served.',
    fix: 'Remove one, give it another name, or validate the folders of different environments one by one.',
  },
  'unknown-kind': {
    id: 'unknown-kind',
    topic,
    level: 'error',
    title: 'The release has no such kind or version',
    clause: 'https://gateway-api.sigs.k8s.io/concepts/versioning/',
    explanation:
      'The CRDs of the release and channel that judges do not serve the kind in that version: an API server with these answers that there are no matches. Experimental kinds need --channel experimental.',
    fix: 'Write the served version, or judge by the release and channel that the cluster has.',
  },
  'unknown-field': {
    id: 'unknown-field',
    topic,
    level: 'error',
    title: 'The kind has no such field',
    clause: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    explanation:
      'kubectl refuses it (strict validation), and an API server that is not asked to drops it, so that it means nothing. Fields of the experimental channel are unknown to the standard one.',
    fix: 'Write the name as the API has it.',
  },
  schema: {
    id: 'schema',
    topic,
    level: 'error',
    title: 'A value is not what the schema of the kind allows',
    clause:
      'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
    explanation:
      'The API server refuses the object: a type, enum, pattern, limit or required field of its CRD is not met.',
    fix: 'Give a value as the message says.',
  },
  cel: {
    id: 'cel',
    topic,
    level: 'error',
    title: 'A CEL rule of the kind does not hold',
    clause:
      'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules',
    explanation: 'The CRD of the kind has rules over several fields, in CEL. The API server refuses what breaks one.',
    fix: 'Do as the message says.',
  },
  'deprecated-version': {
    id: 'deprecated-version',
    topic,
    level: 'warning',
    title: 'The API server warns of the object',
    clause: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
    explanation: 'Its version is deprecated, and a later release does not serve it any more.',
    fix: 'Write the version that the message names.',
  },
  'suppression-unused': {
    id: 'suppression-unused',
    topic,
    level: 'warning',
    title: 'A suppression suppresses nothing',
    explanation: 'What it was for is mended, or was never found there: it would hide the next one.',
    fix: 'Remove it.',
  },
  'suppression-invalid': {
    id: 'suppression-invalid',
    topic,
    level: 'warning',
    title: 'A suppression names no known rule, or gives no reason',
    explanation: 'It is not honoured. One that is says which rule, and why: `# gwconf:ignore RULE: the reason`.',
    fix: 'Name the rule, and tell why its finding is not to count here.',
  },
} as const satisfies Readonly<Record<string, RuleFacts>>;

export type FileRuleId = keyof typeof fileRules;
