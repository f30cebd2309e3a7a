import type { OfficialTest, Release } from '../../harness/scenario/catalogue.ts';
import { listProfiles } from '../profiles/index.ts';
import { tests as v16 } from './v1.6.ts';
import { tests as v17 } from './v1.7.ts';

/** What each release of the official suite has, oldest first. */
export const releases: readonly Release[] = [
  { version: 'v1.6', tests: byName(v16), profiles: listProfiles('v1.6') },
  { version: 'v1.7', tests: byName(v17), profiles: listProfiles('v1.7') },
];

function byName(tests: readonly OfficialTest[]): OfficialTest[] {
  return [...tests].sort((a, b) => (a.name < b.name ? -1 : 1));
}
