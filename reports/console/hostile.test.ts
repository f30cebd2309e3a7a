import { expect } from 'chai';
import { hostileTexts, sampleHostileResult } from '../hostile.test.ts';
import { play, record } from './recorder.test.ts';

describe('console view of what an implementation says', () => {
  for (const hostile of hostileTexts) {
    it(`is not taken over by ${JSON.stringify(hostile.slice(0, 40))}`, () => {
      const recorder = record();
      play(sampleHostileResult(hostile), recorder);
      const lines = recorder.text().split('\n');
      const forged = lines.filter((line) => /^\s*(forged|#|::|\| ---|Conformant)/.test(line));
      expect(forged).to.deep.equal([]);
      expect(lines.every((line) => !/[\p{Cc}\p{Cs}\u202e]/u.test(line))).to.equal(true);
      expect(lines.at(-2)).to.match(/^Not conformant: /);
    });
  }
});
