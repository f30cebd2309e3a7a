import { parseAllDocuments } from 'yaml';
import { UsageError } from '../../scenario/errors.ts';

/**
 * The documents of a YAML file; empty ones are left out.
 * @param file as messages name it
 * @throws UsageError naming file and line
 */
export function readYaml(text: string, file: string): unknown[] {
  const parsed = parseAllDocuments(text, { prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  for (const { errors } of documents) {
    const [error] = errors;
    if (!error) continue;
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new UsageError(`${file}: line ${line} is not YAML: ${error.message.replace(/\.?\s*$/, '')}`);
  }
  return documents.map((document): unknown => document.toJS()).filter((value) => value !== null);
}
