// Starts the built cluster in this fresh process until its CRDs are Established; prints when that was.
import https from 'node:https';

const [, , built, crds] = process.argv;
const { startClusterThread } = await import(`${built}embedded/index.js`);
const calledAt = performance.now();
const cluster = await startClusterThread({ crds: crds === undefined ? 'bundled' : { path: crds } });
const { items } = await get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
// `performance.now` counts from the start of the process.
const readyAt = performance.now();
for (const { metadata, status } of items) {
  const established = status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True');
  if (!established) throw new Error(`CustomResourceDefinition ${metadata.name} is not Established`);
}
if (items.length === 0) throw new Error('There are no CustomResourceDefinitions');
console.log(
  JSON.stringify({ readyMs: readyAt, callMs: readyAt - calledAt, rssMb: process.memoryUsage.rss() / 2 ** 20 }),
);
await cluster.stop();

function get(path) {
  const ca = Buffer.from(/certificate-authority-data: (\S+)/.exec(cluster.kubeconfig)[1], 'base64');
  const token = /token: (\S+)/.exec(cluster.kubeconfig)[1];
  return new Promise((resolve, reject) => {
    const request = https.get(
      `${cluster.url}${path}`,
      { ca, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      },
    );
    request.on('error', reject);
  });
}
