import { expect } from 'chai';
import { marked, type Token } from 'marked';
import { samplePassingResult, sampleRunResult, sampleScenario } from '../../harness/result/sample.ts';
import { hostileTexts, sampleHostileResult } from '../hostile.test.ts';
import { renderMarkdown } from './render.ts';

/** All tokens of a kind, at any depth, as a renderer of GitHub's Markdown sees them. */
function listTokens(markdown: string, type: string): Token[] {
  const found: Token[] = [];
  marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token) => {
    if (token.type === type) found.push(token);
  });
  return found;
}

const headings = (markdown: string): string[] => listTokens(markdown, 'heading').map(({ raw }) => raw.trim());

describe('Markdown summary', () => {
  it('has the verdict as its heading, and the profiles as a table', () => {
    expect(headings(renderMarkdown(samplePassingResult()))).to.deep.equal(['## ✅ Conformant']);
    const text = renderMarkdown(sampleRunResult());
    expect(headings(text)).to.deep.equal(['## ❌ Not conformant']);
    expect(text).to.contain('| failure | 1 | 3 | 1 |');
  });

  it('tells of a failure the clause, the difference, the exchange and the command', () => {
    const text = renderMarkdown(sampleRunResult());
    expect(text).to.contain('](https://gateway-api.sigs.k8s.io/reference/1.7/spec/#httpheadermatch)');
    expect(text).to.contain('| ` response.status ` | ` 404 ` | ` 200 ` |');
    expect(text).to.contain('> GET http://k3x9q1.header-matching.example.com:80/ (to 127.112.0.1:80)\n');
    expect(text).to.contain('< status 200\n');
    expect(text).to.contain('gwconf run --run-test HTTPRouteHeaderMatching --seed 7f3a\n');
  });

  it('shows no more failures than a summary has room for, and counts the others', () => {
    const scenarios = Array.from({ length: 1000 }, (_, index) =>
      sampleScenario({ id: `S${index}`, outcome: 'failed', reason: 'x'.repeat(5000), rows: [] }),
    );
    const text = renderMarkdown(samplePassingResult({ scenarios, exitCode: 1 }));
    expect(text.length).to.be.below(200_000);
    expect(text).to.contain('and 970 more scenarios');
  });

  for (const hostile of hostileTexts) {
    it(`is not taken over by ${JSON.stringify(hostile.slice(0, 40))}`, () => {
      const text = renderMarkdown(sampleHostileResult(hostile));
      expect(headings(text)).to.deep.equal(['## ❌ Not conformant']);
      const tags = listTokens(text, 'html').flatMap(({ raw }) => raw.match(/<\/?\w+/g) ?? []);
      expect(new Set(tags)).to.deep.equal(new Set(['<details', '<summary', '</summary', '</details']));
      expect(listTokens(text, 'image')).to.deep.equal([]);
      const links = listTokens(text, 'link').map((token) => ('href' in token ? String(token.href) : ''));
      expect(links.filter((href) => !href.startsWith('https://gateway-api.sigs.k8s.io/'))).to.deep.equal([]);
      expect(listTokens(text, 'table')).to.have.length(3);
      expect(text).not.to.match(/^(::|##vso)/m);
      expect([...text].every((char) => char === '\n' || !/\p{Cc}|\p{Cs}/u.test(char))).to.equal(true);
    });
  }
});
