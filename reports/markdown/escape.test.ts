import { expect } from 'chai';
import { marked } from 'marked';
import { escapeText } from './escape.ts';

describe('text in Markdown', () => {
  it('stays as it is where nothing in it is markup', () => {
    expect(escapeText('1.5 s, 2)x and 3.14')).to.equal('1.5 s, 2)x and 3.14');
  });

  for (const text of ['1. first', '23) first', '7.', '- one', '+ one', '# one', '* one', '> one', '| one |', '---']) {
    it(`is a paragraph: ${text}`, () => {
      expect(marked.lexer(escapeText(text)).map(({ type }) => type)).to.deep.equal(['paragraph']);
    });
  }
});
