import { html as template } from 'hono/html';

/** Markup whose texts are escaped. */
export type Markup = ReturnType<typeof template> | readonly Markup[] | '';

/** Every value is escaped, but for markup of this function and for lists of it. */
export function html(strings: TemplateStringsArray, ...values: readonly (Markup | string | number)[]): Markup {
  return template(strings, ...values.map((value) => (typeof value === 'string' ? showControls(value) : value)));
}

/** Characters that HTML has no place for, and those that turn the direction of what follows, so that a text looks like another. */
function showControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) => {
    if (char === '\n' || char === '\t') return char;
    return `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
  });
}

/** Markup where there is something to show. */
export function when<T>(value: T | undefined, show: (value: T) => Markup): Markup {
  return value === undefined ? '' : show(value);
}

/** A text of which no part may be looked through for markup: lines stay lines. */
export function preformatted(lines: readonly string[], label: string): Markup {
  return html`<pre tabindex="0" aria-label="${label}">${lines.join('\n')}</pre>`;
}
