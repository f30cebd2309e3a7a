/** A command line that one can paste into a shell. */
export function quoteCommand(program: string, args: readonly string[]): string {
  return [program, ...args].map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
