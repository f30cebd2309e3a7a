import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parseDocument } from 'yaml';
import type { JsonObject } from '../../apimachinery/types.ts';
import { levels } from '../rules/types.ts';
import { type OrganisationPolicy, type OrganisationRule, type PolicyCase, PolicyError, subjects } from './types.ts';

/** Longer files are none that a person wrote. */
const MOST_CHARACTERS = 1_000_000;

const text = { type: 'string', minLength: 1 };
const names = { type: 'array', items: text, minItems: 1 };
const objects = {
  type: 'array',
  items: { type: 'object', required: ['apiVersion', 'kind'], properties: { apiVersion: text, kind: text } },
};

const ruleSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'for', 'check'],
  properties: {
    id: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,62}$' },
    level: { enum: levels },
    title: text,
    explanation: text,
    fix: text,
    clause: { type: 'string', pattern: '^https?://' },
    for: { enum: subjects },
    kinds: names,
    when: text,
    check: text,
    message: text,
    messageExpression: text,
    field: text,
  },
};

const policySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['policy', 'rules'],
  properties: {
    policy: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,62}$' },
    about: text,
    variables: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'expression'],
        properties: { name: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }, expression: text },
      },
    },
    rules: { type: 'array', minItems: 1, items: ruleSchema },
  },
};

const casesSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['cases'],
  properties: {
    given: objects,
    cases: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule', 'name'],
        anyOf: [{ required: ['accepted'] }, { required: ['refused'] }],
        properties: { rule: text, name: text, given: objects, accepted: objects, refused: objects, message: text },
      },
    },
  },
};

const ajv = new Ajv({ allErrors: false, strict: false });
const isPolicy = ajv.compile<RawPolicy>(policySchema);
const isCases = ajv.compile<RawCases>(casesSchema);

interface RawPolicy {
  policy: string;
  about?: string;
  variables?: OrganisationPolicy['variables'];
  rules: (Omit<OrganisationRule, 'subject' | 'level' | 'explanation' | 'fix'> &
    Partial<Pick<OrganisationRule, 'level' | 'explanation' | 'fix'>> & { for: OrganisationRule['subject'] })[];
}

interface RawCases {
  given?: JsonObject[];
  cases: (Omit<PolicyCase, 'given' | 'accepted' | 'refused'> & Partial<PolicyCase>)[];
}

/** Reads a file of rules. @throws PolicyError */
export function readPolicy(source: string, content: string): OrganisationPolicy {
  const raw = read(source, content, isPolicy);
  const { policy: name, about = '', variables = [], rules } = raw;
  return {
    ...{ name, about, source, variables },
    rules: rules.map(({ for: subject, level = 'error', ...rule }) => {
      const explanation = rule.explanation ?? `${rule.title}.`;
      return { ...rule, subject, level, explanation, fix: rule.fix ?? 'Do as the message says.' };
    }),
  };
}

/** Reads the cases that stand beside a file of rules. @throws PolicyError */
export function readCases(source: string, content: string): PolicyCase[] {
  const { given = [], cases } = read(source, content, isCases);
  return cases.map((one) => {
    const { accepted = [], refused = [] } = one;
    return { ...one, given: [...given, ...(one.given ?? [])], accepted, refused };
  });
}

function read<T>(source: string, content: string, isValid: ValidateFunction<T>): T {
  if (content.length > MOST_CHARACTERS) {
    throw new PolicyError(`${source} has ${content.length} characters; expected at most ${MOST_CHARACTERS}`);
  }
  const document = parseDocument(content, { prettyErrors: true });
  const [syntax] = document.errors;
  if (syntax)
    throw new PolicyError(`${source}: not valid YAML: ${syntax.message.split('\n', 1)[0]?.replace(/:$/, '')}`);
  const value = toValue(document, source);
  if (isValid(value)) return value;
  throw new PolicyError(`${source}: ${describe(isValid.errors?.[0])}`);
}

function toValue(document: ReturnType<typeof parseDocument>, source: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new PolicyError(`${source}: its aliases stand for more than a file of rules can hold`, { cause });
  }
}

function describe(error: ErrorObject | undefined): string {
  if (!error) return 'it holds no rules';
  const { instancePath, message = 'is not valid', params } = error;
  const path =
    instancePath
      .slice(1)
      .replaceAll(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.') || 'the file';
  if ('additionalProperty' in params) return `${path} has no field ${String(params.additionalProperty)}`;
  if ('allowedValues' in params) return `${path} must be one of ${(params.allowedValues as string[]).join(', ')}`;
  return `${path} ${message}`;
}
