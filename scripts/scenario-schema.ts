import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/** The JSON schema of scenarios in YAML, from the types that scenarios in TypeScript are written in. */
export function renderScenarioSchema(root: string): string {
  const generator = createGenerator({
    path: join(root, 'harness/scenario/file.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    // `npm run check` has checked the types.
    skipTypeCheck: true,
    additionalProperties: false,
    topRef: true,
  });
  const schemas = ['ScenarioFile', 'ScenarioHead', 'RegistryFile'].map((type) => generator.createSchema(type));
  const definitions: Record<string, unknown> = Object.assign({}, ...schemas.map((made) => made.definitions));
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: '#/definitions/ScenarioFile',
    definitions: { ...definitions, FileStep: discriminate(definitions.FileStep, definitions) },
  };
  return `${JSON.stringify(sortKeys(schema), null, 2)}\n`;
}

interface Branch {
  $ref?: string;
  properties?: { kind?: { const?: string } };
}

/** Steps are told apart by their kind, so that what is wrong with one is said of its own kind. */
function discriminate(step: unknown, definitions: Readonly<Record<string, unknown>>): unknown {
  const byKind = new Map<string, Branch[]>();
  for (const branch of (step as { anyOf: Branch[] }).anyOf) {
    const name = branch.$ref?.replace('#/definitions/', '');
    const kind = (name === undefined ? branch : (definitions[name] as Branch)).properties?.kind?.const ?? '';
    byKind.set(kind, [...(byKind.get(kind) ?? []), branch]);
  }
  return {
    type: 'object',
    discriminator: { propertyName: 'kind' },
    required: ['kind'],
    properties: { kind: { examples: [...byKind.keys()] } },
    oneOf: [...byKind].map(([kind, branches]) =>
      branches.length === 1
        ? branches[0]
        : { properties: { kind: { const: kind, type: 'string' } }, required: ['kind'], anyOf: branches },
    ),
  };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
