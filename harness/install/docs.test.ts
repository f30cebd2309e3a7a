import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { runParameters } from './parameters.ts';
import schema from './schema.json' with { type: 'json' };

describe('docs/implementations.md', () => {
  const text = readFileSync(new URL('../../docs/implementations.md', import.meta.url), 'utf8');

  it('describes every field of a profile, and every placeholder of a run', () => {
    for (const field of Object.keys(schema.properties)) {
      // The name is the file's.
      if (field !== 'name') expect(text).to.contain(`\`${field}\``);
    }
    for (const name of runParameters) expect(text).to.contain(`\`\${${name}}\``);
  });

  for (const step of schema.$defs.step.oneOf) {
    const kind = step.properties.kind.const;
    it(`describes every field of a step of kind ${kind}`, () => {
      const row = text.split('\n').find((line) => line.startsWith(`| \`${kind}\``)) ?? '';
      for (const field of Object.keys(step.properties)) {
        if (field !== 'kind' && field !== 'on') expect(row).to.contain(`\`${field}\``);
      }
    });
  }
});
