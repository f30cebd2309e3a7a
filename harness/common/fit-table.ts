/** Breaks text at blanks so that no line is wider; a word that is wider by itself is cut. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((long) => cutWord(long, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function cutWord(word: string, width: number): string[] {
  return word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []);
}

/**
 * Rows of cells as lines with aligned columns, none wider than `columns`: where they do not fit, the widest columns are
 * made narrower and their cells folded.
 */
export function fitTable(rows: readonly (readonly string[])[], columns: number, gap = '  '): string[] {
  const widths = chooseWidths(rows, columns, gap.length);
  return rows.flatMap((row) => {
    const cells = row.map((cell, index) => wrapText(cell, widths[index] ?? 1));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, index) => (lines[line] ?? '').padEnd(widths[index] ?? 0))
        .join(gap)
        .trimEnd(),
    );
  });
}

function chooseWidths(rows: readonly (readonly string[])[], columns: number, gap: number): number[] {
  const count = Math.max(0, ...rows.map(({ length }) => length));
  const measure = (length: (cell: string) => number): number[] =>
    Array.from({ length: count }, (_, index) => Math.max(1, ...rows.map((row) => length(row[index] ?? ''))));
  const widths = measure((cell) => cell.length);
  const longestWords = measure((cell) => Math.max(...cell.split(/\s+/).map(({ length }) => length)));
  const room = Math.max(count, columns - gap * (count - 1));
  const total = (): number => widths.reduce((sum, width) => sum + width, 0);
  // Words are cut only where folding at blanks is not enough.
  for (const least of [longestWords, widths.map(() => 8)]) {
    while (total() > room) {
      const shrinkable = widths.map((width, index) => (width > (least[index] ?? 1) ? width : 0));
      const widest = shrinkable.indexOf(Math.max(...shrinkable));
      if (shrinkable[widest] === 0) break;
      widths[widest] = (widths[widest] ?? 1) - 1;
    }
  }
  return widths;
}
