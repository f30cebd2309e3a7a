import { CompileError, type Issue } from '../compile/issues.ts';
import { SyntaxFault } from './fault.ts';
import type { Node } from './node.ts';
import { Parser } from './parser.ts';
import { readTokens } from './tokens.ts';

/** The syntax tree of an expression. @throws CompileError that tells what of it cannot be read, up to where no rule fits */
export function parseExpression(source: string): Node {
  const issues: Issue[] = [];
  const tell = (fault: SyntaxFault) => issues.push({ message: `Syntax error: ${fault.message}`, offset: fault.at });
  const { tokens, faults } = readTokens(source);
  for (const fault of faults) tell(fault);
  let node: Node | undefined;
  try {
    node = new Parser(tokens, issues).parse();
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    tell(error);
  }
  if (!node || issues.length > 0) throw new CompileError(source, issues);
  return node;
}
