import { stringify } from 'yaml';
import { exportPolicy } from '../../../policy/organisation/index.ts';
import type { CliIo } from '../io.ts';
import { loadPolicies, refuse } from './load.ts';

/** Prints the rules as ValidatingAdmissionPolicies; on the standard error, which of them cannot be, and why. */
export function exportPolicies(names: readonly string[], io: CliIo): number {
  const exported = loadPolicies(names, io).flatMap(({ policy }) => refuse(() => exportPolicy(policy)));
  for (const one of exported) {
    if ('reason' in one) io.stderr.write(`${one.rule} is not exported: ${one.reason}\n`);
  }
  const documents = exported.flatMap((one) => ('objects' in one ? one.objects : []));
  io.stdout.write(documents.map((one) => `---\n${stringify(one, { lineWidth: 0 })}`).join(''));
  return 0;
}
