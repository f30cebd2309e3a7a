import type { Variant } from '../types.ts';
import type { PathFact } from './facts.ts';
import { sampleExpression } from './sample-expression.ts';

export interface VariedPath {
  path: string;
  variant: Variant;
}

/** Paths on both sides of the boundary that a path of a manifest draws, and between. */
export function varyPath({ text, kind }: PathFact): VariedPath[] {
  const texts = kind === 'expression' ? sampleExpression(text) : [text];
  return texts.map(clean).flatMap(varyText);
}

function varyText(path: string): VariedPath[] {
  const bare = path.length > 1 ? path.replace(/\/$/, '') : path;
  const varied: VariedPath[] = [
    { path, variant: 'as written' },
    { path: swapCase(path), variant: 'other case' },
    { path: path.endsWith('/') ? path : `${path}/`, variant: 'slash at the end' },
    { path: bare, variant: 'no slash at the end' },
    { path: bare === '/' ? '/x' : `${bare}x`, variant: 'longer element' },
    { path: `${bare === '/' ? '' : bare}/x/y`, variant: 'below' },
    { path: `${bare === '/' ? '' : bare}/X.html`, variant: 'below' },
    { path: bare.replace(/\/[^/]*$/, '') || '/', variant: 'above' },
  ];
  return varied.filter(({ path: one }, index) => varied.findIndex((other) => other.path === one) === index);
}

function swapCase(path: string): string {
  return path.replaceAll(/[a-zA-Z]/g, (char) =>
    char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
  );
}

/** What no request line may hold is written as it would be sent. */
function clean(text: string): string {
  const path = text.startsWith('/') ? text : `/${text}`;
  return path.replaceAll(/[^\x21-\x7e]|[#?]/g, (char) => encodeURIComponent(char));
}
