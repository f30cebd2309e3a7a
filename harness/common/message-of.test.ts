import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { messageOf } from './message-of.ts';

describe('messageOf', () => {
  it('gives the message of an error, and anything else as text', () => {
    expect(messageOf(new TypeError('no number'))).to.equal('no number');
    expect([messageOf('text'), messageOf(undefined), messageOf(7)]).to.deep.equal(['text', 'undefined', '7']);
  });

  it('is what the harness uses', () => {
    const harness = join(import.meta.dirname, '..');
    const files = readdirSync(harness, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('common/message-of'),
    );
    const copies = files.filter((file) =>
      /(\w+) instanceof Error \? \1\.message : String\(\1\)/.test(readFileSync(join(harness, file), 'utf8')),
    );
    expect(copies).to.deep.equal([]);
  });
});
