import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describeFileFault } from '../../common/file-fault.ts';
import { parseYamlFile } from '../../common/yaml-file.ts';
import { describeSchemaErrors } from '../../result/validate.ts';
import { UsageError } from '../../scenario/errors.ts';

/** What is expected not to pass, and why. */
export interface Expectation {
  /** `ScenarioId` or `ScenarioId row name`; `*` stands for any text. */
  match: string;
  /** `failing`: that it passes is an error, since the list is out of date then. `flaky`: it may do either. */
  status: 'failing' | 'flaky';
  reason: string;
  issue?: string;
  /** Last day that it counts, `2027-01-31`. */
  until?: string;
}

const text = { type: 'string', minLength: 1 } as const;
const schema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['match', 'status', 'reason'],
    properties: {
      match: text,
      status: { enum: ['failing', 'flaky'] },
      reason: text,
      issue: { type: 'string', pattern: '^https?://' },
      until: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    },
  },
} as const;

/** Reads a file of expectations. `match: "@names.txt"` stands for each line of that file. Throws UsageError. */
export function loadExpectations(path: string): Expectation[] {
  const file = parseYamlFile(readText(path), path);
  const value: unknown = file.value ?? [];
  const validate = new Ajv({ allErrors: true }).compile<Expectation[]>(schema);
  if (!validate(value)) {
    const errors = validate.errors ?? [];
    const place = (errors[0]?.instancePath ?? '').split('/').slice(1);
    const at = file.place(place.map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
    throw new UsageError(`${at}: ${describeSchemaErrors(errors)[0]}`);
  }
  return value.flatMap((one) => listMatches(one.match, path).map((match) => ({ ...one, match })));
}

function listMatches(match: string, path: string): string[] {
  if (!match.startsWith('@')) return [match];
  const lines = readText(resolve(dirname(path), match.slice(1)))
    .split('\n')
    .map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${describeFileFault(cause)}`, { cause });
  }
}
