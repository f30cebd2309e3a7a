import { showControls } from '../printable.ts';

/** Text in Markdown that is nothing but text: no markup of Markdown or HTML, one line. */
export function escapeText(text: string): string {
  return flatten(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]#!|~@]|:(?=[:/])|(?<=www)\.|^[-+]|^\d+(?=[.)](?: |$))/gi, entities);
}

/** A span of code in a table or a list; what would end it is in a longer fence. */
export function code(text: string): string {
  const flat = flatten(text).replaceAll('|', '¦');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return flat === '' ? '' : `${fence} ${flat} ${fence}`;
}

/** A block of code, whatever the lines hold. */
export function codeBlock(lines: readonly string[]): string {
  const text = lines.map(showControls).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** Only a link to a page is one. */
export function link(text: string, url: string): string {
  const isPlain = /^https?:\/\/[^\s()<>]+$/i.test(url);
  return isPlain ? `[${escapeText(text)}](${url})` : escapeText(text);
}

function entities(text: string): string {
  return [...text].map((char) => `&#${char.codePointAt(0)};`).join('');
}

const GREATEST = 600;

function flatten(text: string): string {
  const flat = showControls(text).replaceAll(/\s+/g, ' ').trim();
  return flat.length > GREATEST ? `${flat.slice(0, GREATEST)}… (${flat.length} characters)` : flat;
}
