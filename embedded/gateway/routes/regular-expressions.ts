import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS | undefined>();

/** Whether the text as a whole matches, in RE2's dialect and with regard to case. */
export function matchesRegularExpression(expression: string, text: string): boolean {
  return compile(expression)?.testExact(text) ?? false;
}

export function isRegularExpression(expression: string): boolean {
  return compile(expression) !== undefined;
}

function compile(expression: string): RE2JS | undefined {
  if (!compiled.has(expression)) {
    if (compiled.size > 1000) compiled.clear();
    compiled.set(expression, tryCompile(expression));
  }
  return compiled.get(expression);
}

function tryCompile(expression: string): RE2JS | undefined {
  try {
    return RE2JS.compile(expression);
  } catch {
    return undefined;
  }
}
