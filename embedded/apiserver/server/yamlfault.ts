import type { YAMLError } from 'yaml';

/**
 * What is wrong with a YAML text: the two commonest mistakes in the words of the reader that a real server has (a second
 * colon in a line, a list or map in brackets that does not end), others in those of the library.
 */
export function describeYamlFault({ code, message, pos }: YAMLError, text: string): string {
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const colon = pos[0] + Math.max(0, text.slice(pos[0]).search(/:(\s|$)/));
    return `yaml: line ${text.slice(0, colon).split('\n').length}: mapping values are not allowed in this context`;
  }
  const [, end] = /^Flow (?:sequence|map) .*end with a ([\]}])/.exec(message) ?? [];
  if (!end) return `yaml: ${message}`;
  const rest = text.trimEnd();
  // That reader takes the end of the text for the beginning of a line of its own.
  const line = rest.split('\n').length;
  const isEmpty = /[[,]$/.test(rest);
  return `yaml: line ${line}: did not find expected ${isEmpty ? 'node content' : `',' or '${end}'`}`;
}
