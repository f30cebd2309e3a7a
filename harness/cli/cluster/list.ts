import { type ClusterRecord, listClusterRecords, removeClusterRecord } from '../../common/state/clusters.ts';
import { isListening } from './control.ts';

/** Clusters that run, by name. Records of those whose process was killed are removed. */
export async function listClusters(): Promise<ClusterRecord[]> {
  const records = await listClusterRecords();
  const running = await Promise.all(
    records.map(async (record) => {
      if (await isListening(record.control)) return [record];
      await removeClusterRecord(record.name);
      return [];
    }),
  );
  return running.flat();
}

/** The first name that no cluster has. */
export function chooseName(taken: ReadonlySet<string>): string {
  let name = 'gwconf';
  for (let number = 2; taken.has(name); number += 1) name = `gwconf-${number}`;
  return name;
}
