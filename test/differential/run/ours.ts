import { type ApiServer, startApiServer } from '../../../embedded/apiserver/index.ts';
import { compareOutcomes, type Difference } from './compare.ts';
import { Normaliser } from './normalise.ts';
import { performGroup } from './perform.ts';
import { readRecording } from './recordings.ts';
import type { Prepared } from './setups.ts';
import type { Group } from './steps.ts';

/** The embedded cluster's API server as it is compared. */
export function startOurs({ crds }: Prepared): Promise<ApiServer> {
  return startApiServer({ crds });
}

/** Asks ours the requests of a group, and compares its answers with those that were recorded. */
export async function compareGroup(server: ApiServer, group: Group, { sentences }: Prepared): Promise<Difference[]> {
  const raws = await performGroup({ url: server.url, token: server.token }, group);
  const ours = new Normaliser(sentences).outcomesOf(raws);
  const { outcomes } = await readRecording(group.name);
  // As it would be read back: undefined fields are no fields.
  return compareOutcomes(group.name, outcomes, JSON.parse(JSON.stringify(ours)));
}
