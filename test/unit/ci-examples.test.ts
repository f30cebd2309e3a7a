import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { checkKnown, checkTokens } from '../../harness/cli/check-arguments.ts';
import { commandGroups, commands } from '../../harness/cli/commands/index.ts';
import { readFlags } from '../../harness/cli/options/read.ts';
import { toShard } from '../../harness/cli/options/shard.ts';
import { parseCommandLine } from '../../harness/cli/parser.ts';

const folder = new URL('../../docs/ci/', import.meta.url);
const files = [
  new URL('../../action.yml', import.meta.url),
  ...readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => new URL(name, folder)),
];

/** Every text of a document, and every list of `args`. */
function* listTexts(value: unknown): Iterable<string | string[]> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* listTexts(one);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'args' && Array.isArray(inner)) yield inner.map(String);
      else if (key === 'args' && typeof inner === 'string') yield `gwconf run ${String(inner)}`;
      else yield* listTexts(inner);
    }
  }
}

/** What a CI server would put there. */
function fill(word: string): string {
  return word
    .replaceAll(/"?\$CI_NODE_INDEX\/\$CI_NODE_TOTAL"?/g, '2/4')
    .replaceAll(/\$\{\{ matrix\.shard \}\}|\{\{inputs\.parameters\.index\}\}/g, '2')
    .replaceAll(/"?\$\{words\[@\]\}"?/g, '--strict')
    .replaceAll(/\$\{\{[^}]*\}\}|\{\{[^}]*\}\}|\$\([^)]*\)|"?\$[A-Z_]+(\/\$[A-Z_]+)?"?/g, 'x');
}

function toWords(text: string | string[]): string[][] {
  if (Array.isArray(text)) return [text.map(fill)];
  return text.split('\n').flatMap((line) => {
    const [, rest] = /(?:npx --yes (?:"gwconf@\S+|gwconf)|^gwconf) (.*)$/.exec(line) ?? [];
    return rest === undefined
      ? []
      : [
          fill(rest.replace(/ (?:>>|\|\|) .*$/, ''))
            .split(/\s+/)
            .filter(Boolean),
        ];
  });
}

describe('examples for CI', () => {
  for (const file of files) {
    const name = file.pathname.split('/').at(-1);
    const documents = parseAllDocuments(readFileSync(file, 'utf8'));
    it(`${name} is YAML without a flaw`, () => {
      expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).to.deep.equal([]);
    });

    const lines = documents.flatMap((document) => [...listTexts(document.toJS())]).flatMap(toWords);
    it(`${name} runs gwconf`, () => {
      expect(lines.length).to.be.greaterThan(0);
    });
    for (const words of lines) {
      it(`${name}: gwconf ${words.join(' ')}`, async () => {
        const { command, flags, args } = await parseCommandLine(words, commands, commandGroups, 80);
        if (!command) throw new Error('there is no such command');
        checkTokens(words, command);
        checkKnown(command, flags, args);
        const { shard, seed } = readFlags(command.options, flags);
        toShard(shard as string | undefined, seed as string | undefined);
      });
    }
  }

  it('hand no input to a shell as a part of its script', () => {
    for (const file of files) {
      for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
        const scripts = JSON.stringify(document.toJS()).match(/"run":"(?:[^"\\]|\\.)*"/g) ?? [];
        for (const script of scripts) expect(script).not.to.contain('${'.concat('{ '));
      }
    }
  });
});
