import { setTimeout as sleep } from 'node:timers/promises';
import { startControlPlane } from '../../harness/clusters/controlplane/index.ts';
import { messageOf } from '../../harness/common/message-of.ts';
import { type Server, sendRequest } from './client.ts';
import { findPrograms } from './programs.ts';
import { CRDS } from './requests/own-crds.ts';
import { Normaliser } from './run/normalise.ts';
import { performGroup } from './run/perform.ts';
import { writeRecording } from './run/recordings.ts';
import { listSetups, type Prepared, prepareSetup } from './run/setups.ts';

/** Asks a real kube-apiserver all requests, or those of the groups named, and keeps its answers. */
async function record(wanted: readonly string[]): Promise<void> {
  for (const setup of listSetups(wanted)) {
    const prepared = await prepareSetup(setup);
    const server = await startControlPlane({ programs: await findPrograms() });
    try {
      const version = await readVersion(server);
      await installCrds(server, prepared);
      for (const group of setup.groups) {
        const outcomes = new Normaliser(prepared.sentences).outcomesOf(await performGroup(server, group));
        await writeRecording(group.name, { version, outcomes });
        console.log(`${group.name}: ${Object.keys(outcomes).length} answers of kube-apiserver ${version}`);
      }
    } finally {
      await server.stop();
    }
  }
}

async function readVersion(server: Server): Promise<string> {
  const { body } = await sendRequest(server, { method: 'GET', path: '/version' });
  return String((body as { gitVersion?: string }).gitVersion);
}

async function installCrds(server: Server, { crds }: Prepared): Promise<void> {
  for (const crd of crds) {
    const { code, text } = await sendRequest(server, { method: 'POST', path: CRDS, body: crd });
    if (code !== 201) throw new Error(`${crd.metadata.name} was refused: ${text}`);
  }
  for (const { spec } of crds) {
    for (const { name, served } of spec.versions) {
      const path = `/apis/${spec.group}/${name}/${spec.names.plural}`;
      for (let tries = 0; served && tries < 300; tries++) {
        if ((await sendRequest(server, { method: 'GET', path })).code === 200) break;
        await sleep(100);
      }
    }
  }
}

try {
  await record(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  console.error(messageOf(error));
  process.exit(2);
}
