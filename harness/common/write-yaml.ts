import { Document, isScalar, Scalar, visit } from 'yaml';

/**
 * What readers take for a number or a date by its first characters, each in its own way: YAML 1.1's 0777, 12:30 and 1_000,
 * Go's 0XFF, YAML 1.2's 0o17.
 */
const LIKE_A_NUMBER = /^[-+]?\.?[0-9]|^[-+]?\.(inf|nan)$/i;

/**
 * A value as YAML that readers of YAML 1.1 (kubectl) and of 1.2 take for the same: every text that one of them could take
 * for something else is quoted, no line is folded, no alias is used.
 */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { version: '1.1', compat: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && LIKE_A_NUMBER.test(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: false });
}

/** Several documents, each behind a line of dashes, so that readers take them one by one. */
export function writeYamlDocuments(values: readonly unknown[]): string {
  return values.map((value) => `---\n${writeYaml(value)}`).join('');
}
