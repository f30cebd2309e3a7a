import type { Page, PageElement } from '../html/client.ts';

/**
 * The script of a comparison beside that of every page, which goes into it as text: it may use nothing that is not in
 * here. Chooses the columns that are shown, and lists who has the features that are wished for.
 */
export function setUpMatching(page: Page): void {
  const { document } = page;
  const all = (selector: string): PageElement[] => [...document.querySelectorAll(selector)];
  const columns = all('[data-column]');
  const sheet = document.querySelector('[data-columns]');
  const wishes = all('[data-wish]');
  const list = document.querySelector('[data-matches]');
  const told = document.querySelector('[data-match-count]');
  const matches = all('[data-match]').map((element, place) => ({ element, place }));

  const showColumns = (): void => {
    const hidden = columns.flatMap(({ checked, dataset }) => {
      return checked ? [] : [`.matrix :is(th,td):nth-child(${Number(dataset.column) + 2})`];
    });
    if (sheet) sheet.textContent = hidden.length > 0 ? `${hidden.join(',')}{display:none}` : '';
  };

  const match = (): void => {
    const must = wishes.filter(({ value }) => value === 'must');
    const nice = wishes.filter(({ value }) => value === 'nice');
    const judged = matches.map(({ element, place }) => {
      const has = ({ dataset }: PageElement): boolean => (dataset.by ?? '')[place] === '1';
      const lacks = (some: PageElement[]): string[] =>
        some.filter((wish) => !has(wish)).map((wish) => wish.dataset.wish ?? '');
      return { element, lacks: lacks(must), misses: lacks(nice) };
    });
    judged.sort((a, b) => a.lacks.length - b.lacks.length || a.misses.length - b.misses.length);
    const isAsked = must.length + nice.length > 0;
    let fitting = 0;
    for (const { element, lacks, misses } of judged) {
      element.hidden = !isAsked || lacks.length > 0;
      if (!element.hidden) fitting += 1;
      const text = element.querySelector('span');
      const rest = misses.length > 0 ? `, without ${misses.join(', ')}` : '';
      if (text)
        text.textContent = `has all ${must.length} needed, ${nice.length - misses.length} of ${nice.length} nice to have${rest}`;
      list?.append(element);
    }
    if (told) told.textContent = isAsked ? `${fitting} of ${matches.length} fit` : 'Nothing was asked for yet.';
  };

  for (const column of columns) column.addEventListener('input', showColumns);
  for (const wish of wishes) wish.addEventListener('input', match);
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-columns-all]');
    if (!button) return;
    for (const column of columns) column.checked = button.dataset.columnsAll === '1';
    showColumns();
  });
  showColumns();
  match();
}
