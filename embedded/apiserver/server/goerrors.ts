/** What a reader of JSON says of a text that is none, in the words of Go's encoding/json, which users of a real server read. */
export function describeJsonFault(text: string): string {
  let position = 0;

  const fault = (context: string): Fault => {
    const point = text.codePointAt(position);
    if (point === undefined) return new Fault('unexpected end of JSON input');
    return new Fault(`invalid character ${quoteCharacter(String.fromCodePoint(point))} ${context}`);
  };
  const skipBlanks = () => {
    while (/[ \t\r\n]/.test(text[position] ?? '')) position++;
  };
  const take = (character: string, context: string) => {
    if (text[position] !== character) throw fault(context);
    position++;
  };

  function readValue(): void {
    skipBlanks();
    const first = text[position] ?? '';
    if (first === '{') readObject();
    else if (first === '[') readList();
    else if (first === '"') readText();
    else if (first === '-' || /\d/.test(first)) readNumber();
    else if (first === 't') readLiteral('true');
    else if (first === 'f') readLiteral('false');
    else if (first === 'n') readLiteral('null');
    else throw fault('looking for beginning of value');
  }

  function readObject(): void {
    position++;
    skipBlanks();
    if (text[position] === '}') return void position++;
    for (;;) {
      skipBlanks();
      if (text[position] !== '"') throw fault('looking for beginning of object key string');
      readText();
      skipBlanks();
      take(':', 'after object key');
      readValue();
      skipBlanks();
      if (text[position] === '}') return void position++;
      take(',', 'after object key:value pair');
    }
  }

  function readList(): void {
    position++;
    skipBlanks();
    if (text[position] === ']') return void position++;
    for (;;) {
      readValue();
      skipBlanks();
      if (text[position] === ']') return void position++;
      take(',', 'after array element');
    }
  }

  function readText(): void {
    position++;
    while (text[position] !== '"') {
      if ((text[position] ?? '') < ' ') throw fault('in string literal');
      if (text[position++] !== '\\') continue;
      if (text[position] === 'u') {
        for (let digits = 0; digits < 4; digits++) {
          position++;
          if (!/[\da-f]/i.test(text[position] ?? '')) throw fault('in \\u hexadecimal character escape');
        }
      } else if (!/["\\/bfnrt]/.test(text[position] ?? '')) throw fault('in string escape code');
      position++;
    }
    position++;
  }

  function readNumber(): void {
    if (text[position] === '-') position++;
    const readDigits = (context: string) => {
      if (!/\d/.test(text[position] ?? '')) throw fault(context);
      while (/\d/.test(text[position] ?? '')) position++;
    };
    if (text[position] === '0') position++;
    else readDigits('in numeric literal');
    if (text[position] === '.') {
      position++;
      readDigits('after decimal point in numeric literal');
    }
    if (!/e/i.test(text[position] ?? '')) return;
    position++;
    if (/[-+]/.test(text[position] ?? '')) position++;
    readDigits('in exponent of numeric literal');
  }

  function readLiteral(word: string): void {
    for (const character of word) {
      take(character, `in literal ${word} (expecting ${quoteCharacter(character)})`);
    }
  }

  try {
    readValue();
    skipBlanks();
    throw fault('after top-level value');
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

class Fault extends Error {}

function quoteCharacter(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return "'\"'";
  return `'${JSON.stringify(character).slice(1, -1)}'`;
}
