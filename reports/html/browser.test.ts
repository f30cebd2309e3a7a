import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../harness/common/find-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The browser of this machine, where it has one; `GWCONF_CHROMIUM` names another. */
export function findBrowser(): string | undefined {
  const place = { cwd: process.cwd(), path: process.env.PATH };
  return [process.env.GWCONF_CHROMIUM ?? '', ...names]
    .filter(Boolean)
    .flatMap((name) => findProgram(name, place) ?? [])[0];
}

export interface Opened {
  page: Page;
  /** Addresses that it asked for, the page's own left out. */
  requests: string[];
  errors: string[];
}

export interface Studio {
  /** Opens a page from a file, as a user would. */
  open(html: string, options?: { width?: number; dark?: boolean; hash?: string }): Promise<Opened>;
  close(): Promise<void>;
}

/** Opens pages in the machine's browser. */
export async function startStudio(executablePath: string): Promise<Studio> {
  const folder = mkdtempSync(join(tmpdir(), 'gwconf-page-'));
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  let pages = 0;
  return {
    async open(html, { width = 1440, dark = false, hash = '' } = {}) {
      pages += 1;
      const file = join(folder, `${pages}.html`);
      writeFileSync(file, html);
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
      const requests: string[] = [];
      const errors: string[] = [];
      const address = pathToFileURL(file).href;
      page.on('request', (request) => {
        if (request.url().split('#')[0] !== address) requests.push(request.url());
      });
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('dialog', (dialog) => {
        errors.push(`dialog: ${dialog.message()}`);
        dialog.dismiss().catch(() => {});
      });
      await page.goto(`${address}${hash}`);
      return { page, requests, errors };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
