import { messageOf } from '../errors/message-of.ts';
import { isObject } from '../json.ts';
import { ComposeFault } from './compose.ts';

/** @throws ComposeFault for what is no JSON */
export function composeJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    checkDepth(value, 0);
    return value;
  } catch (error) {
    if (error instanceof ComposeFault) throw error;
    if (error instanceof RangeError) throw new ComposeFault(0, 'the document is nested too deeply');
    const message = messageOf(error);
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
    throw new ComposeFault(offset, `it is no JSON: ${message.replace(/ in JSON at position .*$/s, '')}`);
  }
}

const MAX_DEPTH = 1000;

function checkDepth(value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new ComposeFault(0, `the document is nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) for (const item of value) checkDepth(item, depth + 1);
  else if (isObject(value)) for (const field of Object.values(value)) checkDepth(field, depth + 1);
}
