import { expect } from 'chai';
import { fitTable, wrapText } from './fit-table.ts';

describe('fitTable', () => {
  const rows = [
    ['ID', 'TITLE'],
    ['SomeScenario', 'a title that is longer than there is room for'],
  ];

  it('leaves rows that fit on a line each', () => {
    expect(fitTable(rows, 80)).to.deep.equal([
      'ID            TITLE',
      'SomeScenario  a title that is longer than there is room for',
    ]);
  });

  it('folds the widest column at blanks', () => {
    expect(fitTable(rows, 34)).to.deep.equal([
      'ID            TITLE',
      'SomeScenario  a title that is',
      '              longer than there is',
      '              room for',
    ]);
  });

  it('cuts words where nothing else helps, and never gets wider', () => {
    const lines = fitTable([['x'.repeat(50), 'y'.repeat(50), 'z z z z z']], 40);
    expect(lines.every(({ length }) => length <= 40)).to.equal(true);
    expect(lines.join('').match(/x/g)).to.have.length(50);
    expect(lines.join('').match(/y/g)).to.have.length(50);
  });

  it('takes no rows and empty cells', () => {
    expect(fitTable([], 80)).to.deep.equal([]);
    expect(fitTable([['', 'a']], 80)).to.deep.equal(['   a']);
  });
});

describe('wrapText', () => {
  it('breaks at blanks, and cuts what is too long', () => {
    expect(wrapText('one two abcdefgh', 5)).to.deep.equal(['one', 'two', 'abcde', 'fgh']);
  });
});
