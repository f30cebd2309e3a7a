import { expect } from 'chai';
import { catalogue } from '../../../suites/index.ts';
import { explainScenario } from './explain.ts';

describe('what explain prints', () => {
  it('fits a terminal of 80 columns, save addresses that must not be cut, and the manifests', async () => {
    for (const definition of catalogue.scenarios) {
      const text = await explainScenario(definition, catalogue, 80);
      const lines = text.slice(0, text.indexOf('\nManifests\n')).split('\n');
      const wide = lines.filter((line) => line.length > 80 && !/^ +https:\/\/\S+$/.test(line));
      expect(wide, definition.id).to.deep.equal([]);
    }
  });
});
