import type { Release } from '../../harness/scenario/catalogue.ts';
import { listProfiles } from '../profiles/index.ts';
import { tests as v16 } from './v1.6.ts';
import { tests as v17 } from './v1.7.ts';

/** What each release of the official suite has, oldest first. */
export const releases: readonly Release[] = [
  { version: 'v1.6', tests: v16, profiles: listProfiles('v1.6') },
  { version: 'v1.7', tests: v17, profiles: listProfiles('v1.7') },
];
