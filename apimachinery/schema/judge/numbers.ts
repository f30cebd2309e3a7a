const CARD =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/;

/** By its prefix, its length and Luhn's checksum; what is no digit does not count. */
export function hasCardNumber(text: string): boolean {
  const digits = text.replace(/\D+/g, '');
  if (!CARD.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** https://www.isbn-international.org/content/isbn-users-manual; blanks and dashes do not count. */
export function hasIsbn(text: string, length: 10 | 13): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!(length === 10 ? /^\d{9}[\dX]$/ : /^\d{13}$/).test(digits)) return false;
  const weigh = (index: number) => (length === 10 ? index + 1 : index % 2 === 0 ? 1 : 3);
  const sum = [...digits].reduce(
    (total, digit, index) => total + weigh(index) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
  return sum % (length === 10 ? 11 : 10) === 0;
}
