import type { OfficialTest } from '../../harness/scenario/catalogue.ts';

import type { FeatureName } from '../features/index.ts';

export type { OfficialTest };

export function gateway(name: string, ...features: readonly FeatureName[]): OfficialTest {
  return { name, kind: 'gateway', features };
}

export function mesh(name: string, ...features: readonly FeatureName[]): OfficialTest {
  return { name, kind: 'mesh', features };
}

export function provisional(test: OfficialTest): OfficialTest {
  return { ...test, provisional: true };
}
