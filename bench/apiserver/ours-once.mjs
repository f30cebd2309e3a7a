// Starts the built API server in this fresh process with the CRDs of a file; prints where it is, and serves until it is killed.
import { readFile } from 'node:fs/promises';

const [, , built, crds] = process.argv;
const { startApiServer } = await import(`${built}embedded/apiserver/index.js`);
const server = await startApiServer({ crds: JSON.parse(await readFile(crds, 'utf8')) });
console.log(JSON.stringify({ url: server.url, token: server.token }));
