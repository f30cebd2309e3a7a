import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { fromResultLines, toResultLines } from './result-lines.ts';

describe('result lines', () => {
  const json = JSON.stringify({ text: randomBytes(50_000).toString('hex'), more: 'é\n<script>' });

  it('carry a result through a log, other lines between them', () => {
    const lines = toResultLines(json);
    expect(lines.length).to.be.greaterThan(3);
    expect(lines.every((line) => line.length < 8100)).to.equal(true);
    const log = ['scenario 1 passed', ...lines.flatMap((line) => [line, 'note: something']), ''].join('\n');
    expect(fromResultLines(log)).to.equal(json);
  });

  it('are the last result, where there are several', () => {
    const log = [...toResultLines('{"a":1}'), ...toResultLines(json), ...toResultLines('{"a":2}')].join('\n');
    expect(fromResultLines(log)).to.equal('{"a":2}');
  });

  it('are none where a part is missing', () => {
    expect(fromResultLines('')).to.equal(undefined);
    expect(fromResultLines(toResultLines(json).slice(1).join('\n'))).to.equal(undefined);
    expect(fromResultLines('a row said: gwconf-result 1/1 AAAA')).to.equal(undefined);
  });

  it('are refused where they are no result, or claim to be larger than any', () => {
    expect(() => fromResultLines('gwconf-result 1/1 AAAA')).to.throw(UsageError, /cannot be read/);
    const bomb = gzipSync(Buffer.alloc(600 * 1024 * 1024)).toString('base64');
    expect(() => fromResultLines(`gwconf-result 1/1 ${bomb}`)).to.throw(UsageError, /cannot be read/);
  }).timeout(60_000);
});
