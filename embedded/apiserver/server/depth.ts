import { badRequest } from '../../../apimachinery/errors/status.ts';

/**
 * How deeply a body may be nested. Much deeper than any manifest, and shallow enough for every walk over an object: the
 * engine does not survive all that it may meet at the end of its stack.
 */
export const MAX_DEPTH = 500;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/** Looks at a JSON text before it is parsed. @throws ApiError 400 */
export function checkTextDepth(text: string): void {
  // Too short to be deep, as nearly all are.
  if (text.length <= MAX_DEPTH * 2) return;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = skipString(text, index);
    else if (OPENING.includes(code)) {
      depth += 1;
      if (depth > MAX_DEPTH) throw tooDeep();
    } else if (CLOSING.includes(code)) depth -= 1;
  }
}

/** The index of the quote that ends the string. */
function skipString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) {
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  }
  return index;
}

/** Looks at what patches made of an object, level by level. @throws ApiError 400 */
export function checkValueDepth(value: unknown): void {
  let level: object[] = isBranch(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw tooDeep();
    level = level.flatMap((branch) => Object.values(branch).filter(isBranch));
  }
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function tooDeep(): Error {
  return badRequest(`the body is nested too deeply: ${MAX_DEPTH} levels are allowed`);
}
