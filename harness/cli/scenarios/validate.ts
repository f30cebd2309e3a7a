import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { RegistryFile, ScenarioFile, ScenarioHead } from '../../scenario/file.ts';
import { describeProblem } from './describe-problem.ts';
import schema from './schema.json' with { type: 'json' };

interface Types {
  ScenarioFile: ScenarioFile;
  ScenarioHead: ScenarioHead;
  RegistryFile: RegistryFile;
  /** Steps that code made, which have been checked for their shape by nobody. */
  FileStep: object;
}

const compiled = new Map<keyof Types, ValidateFunction>();
let ajv: Ajv | undefined;

/** What is wrong with a value, one clause that names the field; undefined where nothing is. */
export function findProblem(type: keyof Types, value: unknown): string | undefined {
  const validate = compiled.get(type) ?? compile(type);
  compiled.set(type, validate);
  if (validate(value)) return undefined;
  return describeProblem((validate.errors ?? []) as readonly ErrorObject[]);
}

function compile(type: keyof Types): ValidateFunction {
  ajv ??= new Ajv({ allErrors: true, discriminator: true, strict: false, verbose: true }).addSchema(schema, 'scenario');
  return ajv.compile({ $ref: `scenario#/definitions/${type}` });
}
