/** As much of the page as its script touches; the browser's own types would be known to all other code, too. */
export interface PageElement {
  hidden: boolean;
  open: boolean;
  checked: boolean;
  value: string;
  id: string;
  name: string;
  tagName: string;
  textContent: string | null;
  dataset: Record<string, string | undefined>;
  parentElement: PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  querySelector(selector: string): PageElement | null;
  closest(selector: string): PageElement | null;
  addEventListener(name: string, listener: (event: PageEvent) => void): void;
  focus(): void;
  append(element: PageElement): void;
  scrollIntoView(options?: { block: string }): void;
}

export interface PageEvent {
  key: string;
  target: PageElement;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  preventDefault(): void;
}

export interface Page {
  document: PageElement & { documentElement: PageElement; activeElement: PageElement | null };
  location: { hash: string };
  history: { replaceState(state: null, title: string, url: string): void };
  addEventListener(name: string, listener: () => void): void;
  navigator: { clipboard?: { writeText(text: string): Promise<void> } };
  URLSearchParams: typeof URLSearchParams;
}

/**
 * The whole script of a page, which goes into it as text: it may use nothing that is not in here. Filters hide what does
 * not match and are kept in the address, as is the entry that is looked at.
 */
export function setUpPage(page: Page): void {
  const { document, location, history } = page;
  const all = (selector: string): PageElement[] => [...document.querySelectorAll(selector)];
  const fields = all('[data-filter]');
  const entries = all('[data-entry]').map((element) => ({
    element,
    text: `${element.dataset.text ?? ''} ${element.querySelector('summary, th')?.textContent ?? ''}`.toLowerCase(),
    of: element.dataset as Record<string, string | undefined>,
  }));
  const count = document.querySelector('[data-count]');

  const apply = (): void => {
    const set = fields.filter(({ value }) => value.trim() !== '');
    let shown = 0;
    for (const { element, text, of } of entries) {
      const fits = set.every(({ dataset, value }) => {
        if (dataset.filter === 'q') {
          const words = value.toLowerCase().split(/\s+/).filter(Boolean);
          return words.every((word) => text.includes(word));
        }
        return ` ${of[dataset.filter ?? ''] ?? ''} `.includes(` ${value} `);
      });
      if (element.hidden === fits) element.hidden = !fits;
      if (fits) shown += 1;
    }
    if (count) count.textContent = `${shown} of ${entries.length} shown`;
  };

  const remember = (): void => {
    const params = new page.URLSearchParams();
    for (const { dataset, value } of fields) if (value.trim() !== '') params.set(dataset.filter ?? '', value);
    const text = params.toString();
    history.replaceState(null, '', text === '' ? '#' : `#?${text}`);
  };

  const follow = (): void => {
    const hash = location.hash.slice(1);
    if (hash.startsWith('?')) {
      const params = new page.URLSearchParams(hash.slice(1));
      for (const field of fields) field.value = params.get(field.dataset.filter ?? '') ?? '';
      apply();
      return;
    }
    let id = hash;
    try {
      id = decodeURIComponent(hash);
    } catch {
      // Not written by this page.
    }
    const found = id === '' ? undefined : all('[id]').find((element) => element.id === id);
    if (!found) return;
    const entry = found.closest('[data-entry]');
    if (entry?.hidden) {
      for (const field of fields) field.value = '';
      apply();
    }
    for (let element: PageElement | null = found; element; element = element.parentElement) {
      if (element.tagName === 'DETAILS') element.open = true;
    }
    found.scrollIntoView({ block: 'start' });
  };

  const move = (by: number): void => {
    const summaries = entries
      .filter(({ element }) => !element.hidden)
      .flatMap(({ element }) => element.querySelector('summary') ?? []);
    const { activeElement } = document;
    const at = activeElement ? summaries.indexOf(activeElement) : -1;
    const next = summaries[at < 0 && by < 0 ? summaries.length - 1 : at + by];
    next?.focus();
  };

  const keys: Record<string, () => void> = {
    '/': () => fields.find(({ dataset }) => dataset.filter === 'q')?.focus(),
    j: () => move(1),
    k: () => move(-1),
    f: () => {
      const outcome = fields.find(({ dataset }) => dataset.filter === 'outcome');
      if (!outcome) return;
      outcome.value = outcome.value === 'failed' ? '' : 'failed';
      apply();
      remember();
    },
  };

  for (const field of fields) {
    field.addEventListener('input', () => {
      apply();
      remember();
    });
  }
  document.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === 'Escape' && isTyping) {
      event.target.value = '';
      apply();
      remember();
      return;
    }
    const act = keys[event.key];
    if (isTyping || !act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener('click', (event) => {
    const copy = event.target.closest('[data-copy]');
    const text = copy?.parentElement?.querySelector('pre')?.textContent;
    if (copy && text) {
      page.navigator.clipboard?.writeText(text).then(
        () => {
          copy.textContent = 'Copied';
        },
        () => {},
      );
    }
    if (event.target.closest('[data-scheme-switch]')) {
      const root = document.documentElement;
      root.dataset.scheme = root.dataset.scheme === 'dark' ? 'light' : 'dark';
    }
    const opener = event.target.closest('[data-open]');
    if (opener) for (const { element } of entries) if (!element.hidden) element.open = opener.dataset.open === 'all';
  });
  page.addEventListener('hashchange', follow);
  apply();
  follow();
}
