import type { OptionSpec } from '../options/spec.ts';

const list = { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }] };

/** JSON schema of gwconf.yaml, made from the table of flags so that the two cannot part. */
export function createConfigSchema(options: readonly OptionSpec[]): Record<string, unknown> {
  const properties = options
    .filter(({ inFile }) => inFile !== false)
    .flatMap((spec) => [spec.name, ...(spec.aliases ?? [])].map((name) => [name, describeValue(spec)]));
  return {
    type: 'object',
    additionalProperties: false,
    properties: { ...Object.fromEntries(properties), validate: true },
  };
}

function describeValue(spec: OptionSpec): Record<string, unknown> {
  switch (spec.kind) {
    case 'list':
      return list;
    case 'flag':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', ...(spec.min === undefined ? {} : { minimum: spec.min }), ...describeMost(spec) };
    case 'number':
      return {
        type: 'number',
        ...(spec.min === undefined ? {} : { exclusiveMinimum: spec.min }),
        ...describeMost(spec),
      };
    case 'choice':
      return { enum: [...(spec.choices ?? [])] };
    case 'pairs':
      return { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } };
    case 'text':
      return { type: 'string', minLength: 1 };
  }
}

function describeMost({ max }: OptionSpec): Record<string, unknown> {
  return max === undefined ? {} : { maximum: max };
}
