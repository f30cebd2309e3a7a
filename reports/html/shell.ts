import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { setUpPage } from './client.ts';
import type { Markup } from './markup.ts';
import { style } from './style.ts';

/** A build that names functions wraps them in a call that the page does not have. */
const script = `const __name=(f)=>f;(${setUpPage.toString()})(window);`;
const styleText = style.trim();

/** One page that asks nobody for anything: style and script are in it, and it may run no other script. */
export function renderPage(title: string, body: Markup): string {
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
