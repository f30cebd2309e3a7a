import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { CompileError } from './issues.ts';

export type { ASTNode } from '@marcbachmann/cel-js';

/** Longer expressions than a CRD can hold are cut off elsewhere; these only keep the parser from running away. */
const limits = { maxAstNodes: 100_000, maxDepth: 500, maxListElements: 10_000, maxMapEntries: 10_000 };
const parser = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true, limits });

/** The syntax tree of an expression. @throws CompileError */
export function parseExpression(source: string): ASTNode {
  try {
    return parser.parse(source).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new CompileError(source, [{ message: `Syntax error: ${error.summary}`, offset: error.range?.start ?? 0 }]);
  }
}
