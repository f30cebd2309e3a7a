import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { composeAnyYaml } from './compose.ts';
import { readPlainYaml } from './plain.ts';
import type { VisitedField } from './visitor.ts';

/** What a whole parser reads; undefined where it refuses. */
function readWhole(text: string): { value: unknown; repeated: number; fields: VisitedField[] } | undefined {
  const fields: VisitedField[] = [];
  try {
    const { value, repeated } = composeAnyYaml(text, (field) => fields.push(field));
    return { value, repeated: repeated.length, fields };
  } catch {
    return undefined;
  }
}

function expectSame(text: string): boolean {
  const plain = readPlainYaml(text, true);
  if (!plain) return false;
  expect({ ...plain, repeated: 0 }, text).to.deep.equal(readWhole(text));
  expect(readPlainYaml(text, false)?.value, text).to.deep.equal(plain.value);
  return true;
}

const tame = fc.constantFrom('a', 'b-c', '1', '80', '"x"', "'y'", 'true', '', '', '/p', '10s');
const oddWords = fc.constantFrom(
  ...[
    'a',
    'b: c',
    'yes',
    'on',
    '~',
    'null',
    '0x1f',
    '010',
    '1_000',
    '1e3',
    '.5',
    '-1',
    '-a',
    '- a',
    '*.a',
    '"*.a"',
    "'it'",
  ],
  ...[
    '',
    ' ',
    '{}',
    '[]',
    '{a: 1}',
    '[a]',
    '|',
    '>-',
    '# x',
    'a # b',
    'a #',
    'a#b',
    '&x a',
    '*x',
    '!!str 1',
    '"\\n"',
    '<<',
  ],
  ...[
    'a:b',
    'a:',
    'http://a/b',
    '=',
    '<',
    '?',
    '? a',
    '%a',
    '@a',
    '`a`',
    '1.2.3.4',
    '2020-01-01',
    '/a(b|c)',
    'é',
    'y',
    '.inf',
  ],
);
const words = fc.oneof({ weight: 3, arbitrary: tame }, oddWords);
const oddKeys = fc.constantFrom(
  ...[
    'a',
    'b',
    'name',
    'app.kubernetes.io/name',
    '"quoted"',
    "'single'",
    'y',
    'null',
    '1',
    '<<',
    '__proto__',
    'a b',
    '- a',
    '?',
  ],
);
const tameKeys = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const key = fc.oneof({ weight: 4, arbitrary: tameKeys }, oddKeys);
/** Lines that look like YAML, and often are none. */
const lines = fc
  .array(
    fc.record({
      indent: fc.constantFrom(0, 0, 0, 2, 2, 4, 1, 3),
      dash: fc.constantFrom('', '', '', '- ', '- ', '-  ', '-'),
      key: fc.option(key),
      colon: fc.constantFrom(': ', ': ', ':', ':  ', ' : '),
      word: words,
      end: fc.constantFrom('', '', '', ' ', ' # c', '\t'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all
      .map(({ indent, dash, key, colon, word, end }) => {
        const entry = key === null ? word : `${key}${colon}${word}`;
        return `${' '.repeat(indent)}${dash}${entry}${end}\n`;
      })
      .join(''),
  );

describe('documents that are written as most are', () => {
  it('mean the same to the quick reader as to a whole parser, with the same places', () => {
    let read = 0;
    fc.assert(
      fc.property(lines, (text) => {
        read += Number(expectSame(text));
      }),
      { numRuns: 4000, seed: 20261130 },
    );
    expect(read).to.be.greaterThan(100);
  });

  it('are read quickly where a program wrote them, and mean what was written', () => {
    const scalar = fc.oneof(tame, tame, fc.integer(), fc.boolean(), fc.string({ maxLength: 4 }), words);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(fc.stringMatching(/^[c-m][a-z./-]{0,5}$/), tie('value'), { minKeys: 1, maxKeys: 4 }),
      value: fc.oneof({ maxDepth: 3 }, scalar, tie('tree'), fc.array(tie('value'), { maxLength: 3 })),
    }));
    let read = 0;
    fc.assert(
      fc.property(tree, fc.boolean(), (value, indentSeq) => {
        read += Number(expectSame(stringify(value, { indentSeq, aliasDuplicateObjects: false, version: '1.1' })));
      }),
      { numRuns: 1000, seed: 20261130 },
    );
    expect(read).to.be.greaterThan(200);
  });

  it('are read quickly where a person wrote them, whatever one character of them becomes', () => {
    const text = readFileSync(new URL('testing/route.yaml', import.meta.url), 'utf8');
    expect(expectSame(text)).to.equal(true);
    const places = fc.nat(text.length);
    const characters = fc.constantFrom(...'\n\n   --:#"\'{}[]&*!|>%@`,?a1~<=\t\r\\\u2028'.split(''));
    fc.assert(
      fc.property(places, characters, fc.nat(2), (at, character, taken) => {
        expectSame(text.slice(0, at) + character + text.slice(at + taken));
      }),
      { numRuns: 1500, seed: 20261130 },
    );
  });
});
