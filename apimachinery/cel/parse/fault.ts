/** What keeps a source from being an expression, and where. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
  /** Index of a UTF-16 unit in the source. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
