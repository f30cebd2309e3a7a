import { dirname, resolve } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { parseYamlFile } from '../common/yaml-file.ts';
import { UsageError } from '../scenario/errors.ts';
import { checkProfile } from './check-profile.ts';
import { completeProfile, type ProfileFile } from './complete.ts';
import { describeError, describeProblem } from './describe-error.ts';
import type { ImplementationProfile } from './types.ts';

let compiled: Promise<ValidateFunction<ProfileFile>> | undefined;

/**
 * Reads a profile. Throws UsageError with one sentence that names file, field and expectation.
 * @param file as messages name it
 * @param name what the file name says; it is the profile's name where the file gives none
 * @param folder where the file lies; default: the folder of `file`
 */
export async function parseProfile(
  text: string,
  file: string,
  name: string,
  folder: string = resolve(dirname(file)),
): Promise<ImplementationProfile> {
  const parsed = parseYamlFile(text, file);
  const { value } = parsed;
  compiled ??= loadSchema();
  const validate = await compiled;
  if (!validate(value)) {
    throw new UsageError(describeError(validate.errors ?? [], parsed));
  }
  const profile = completeProfile(value, name, folder);
  const problem = checkProfile(profile);
  if (problem !== undefined) {
    throw new UsageError(describeProblem(problem, parsed));
  }
  return profile;
}

/** Loaded only now, so that whoever installs nothing does not wait for it. */
async function loadSchema(): Promise<ValidateFunction<ProfileFile>> {
  const { compileSchema } = await import('./compile-schema.ts');
  return compileSchema();
}
