import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { type Page, setUpPage } from './client.ts';
import type { Markup } from './markup.ts';
import { style } from './style.ts';

/** A build that names functions wraps them in a call that the page does not have. */
function composeScript(more: readonly PageScript[]): string {
  return `const __name=(f)=>f;${[setUpPage, ...more].map((part) => `(${part.toString()})(window);`).join('')}`;
}

const styleText = style.trim();

type PageScript = (page: Page) => void;

/**
 * One page that asks nobody for anything: style and script are in it, and it may run no other script.
 * @param more scripts beside that of every page, which may use nothing of their modules
 */
export function renderPage(title: string, body: Markup, more: readonly PageScript[] = []): string {
  const script = composeScript(more);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash(script)}'; base-uri 'none'; form-action 'none'`;
  return String(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${raw(styleText)}</style>
</head>
<body>
${body}
<script>${raw(script)}</script>
</body>
</html>
`,
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
