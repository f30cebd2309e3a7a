import { Composer, type CST, type Document, Lexer, LineCounter, Parser, type Tags } from 'yaml';
import { ApiError, badRequest } from '../../../apimachinery/errors/status.ts';
import { MAX_DEPTH, tooDeep } from './depth.ts';
import { checkNumbers } from './numbers.ts';
import { describeYamlFault } from './yamlfault.ts';

/** Enough for a megabyte of manifests; what takes more to read would hold up every other request. */
const MAX_LEXEMES = 250_000;
/** Aliases that stand for so much more than they are long are an attack. */
const MAX_ALIASES = 100;
const STRANGE_TAGS = /:(timestamp|binary|omap|pairs|set)$/;

/** A text that is no YAML. */
export class YamlFault extends ApiError {
  readonly detail: string;

  constructor(detail: string) {
    super(400, 'BadRequest', `error converting YAML to JSON: ${detail}`);
    this.detail = detail;
  }
}

/**
 * A YAML text as the value that it stands for. A key that comes twice is told as field validation asks; the last value
 * counts.
 * @throws ApiError 400
 */
export function parseYaml(text: string): unknown {
  const { document } = composeYaml(text);
  const [problem] = document.errors;
  if (problem) throw new YamlFault(describeYamlFault(problem, text));
  const value = toValue(document);
  checkNumbers(value);
  return value;
}

function toValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw new YamlFault(`yaml: ${(error as Error).message}`);
  }
}

/** Values are those of JSON: what looks like a time is text, as for Kubernetes' own reader. */
function pickTags(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !(STRANGE_TAGS.test(tag.tag) || tag.format === 'TIME'));
}

/** Its first document with the places of its nodes. Checked for size and depth before anything walks over it. @throws ApiError 400 */
export function composeYaml(text: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter();
  const tokens = readTokens(text, lines);
  if (tokens.some((token) => depthOf(token) > MAX_DEPTH)) throw tooDeep();
  // The library compares each key with all before it, which takes minutes for a long map.
  const options = { version: '1.1', merge: true, uniqueKeys: false, stringKeys: true, customTags: pickTags } as const;
  const composer = new Composer(options);
  const [document, second] = composer.compose(tokens, true, text.length);
  if (!document) throw badRequest('error converting YAML to JSON: yaml: there is no document');
  if (second) throw badRequest('error converting YAML to JSON: yaml: there is more than one document');
  return { document, lines };
}

function readTokens(text: string, lines: LineCounter): CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > MAX_LEXEMES) throw badRequest('error converting YAML to JSON: yaml: the document is too large');
    tokens.push(...parser.next(lexeme));
  }
  return [...tokens, ...parser.end()];
}

/** Without recursion: the depth is what is asked for. */
function depthOf(root: CST.Token): number {
  let deepest = 0;
  const open: [CST.Token | null | undefined, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    if (token?.type === 'document') open.push([token.value, depth]);
    if (!token || !('items' in token)) continue;
    for (const item of token.items) {
      if ('key' in item) open.push([item.key, depth + 1]);
      if ('value' in item) open.push([item.value, depth + 1]);
    }
  }
  return deepest;
}
