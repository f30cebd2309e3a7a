import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { execa } from 'execa';

/** The schema of Jenkins' xUnit plugin, which the sources of pytest carry for tests of their own. */
const SOURCE = { name: 'pytest', version: '8.4.2', file: 'testing/example_scripts/junit-10.xsd' };
const ARCHIVE_DIGEST = '86c0d0b93306b961d58d62a4db4879f27fe25513d4b969df351abdddb3c30e01';
const DIGEST = 'a1a816f58d1bf95ebabf371994df0b9246dee66ea9572fbec4f9296f1b2c0ff6';

type Schema = { text: string; lack?: undefined } | { text?: undefined; lack: string };

/** The schema's text, or why it cannot be had. Fetched once, by pip, into `$GWCONF_CACHE` or the user's cache folder. */
export async function readJunitSchema(): Promise<Schema> {
  const folder = join(process.env.GWCONF_CACHE || envPaths('gwconf', { suffix: '' }).cache, 'inputs');
  const kept = join(folder, `junit-10-${DIGEST.slice(0, 12)}.xsd`);
  if (existsSync(kept)) return check(await readFile(kept, 'utf8'));
  const work = await mkdtemp(join(tmpdir(), 'gwconf-junit-'));
  try {
    const { name, version, file } = SOURCE;
    await writeFile(join(work, 'wanted.txt'), `${name}==${version} --hash=sha256:${ARCHIVE_DIGEST}\n`);
    const args = [
      'download',
      '-q',
      '--no-deps',
      '--no-binary',
      name,
      '--require-hashes',
      '-r',
      'wanted.txt',
      '-d',
      work,
    ];
    const fetched = await execa('python3', ['-m', 'pip', ...args], { cwd: work, reject: false, stdin: 'ignore' });
    const archive = (await readdir(work)).find((one) => one.endsWith('.tar.gz'));
    if (fetched.exitCode !== 0 || archive === undefined) {
      return { lack: `pip does not bring the sources of ${name} ${version}, which have the schema` };
    }
    const path = `${name}-${version}/${file}`;
    const { stdout } = await execa('tar', ['-xzOf', archive, path], { cwd: work, stripFinalNewline: false });
    const checked = check(stdout);
    if (checked.text === undefined) return checked;
    await mkdir(folder, { recursive: true });
    await writeFile(join(work, 'schema'), stdout);
    await rename(join(work, 'schema'), kept).catch(() => writeFile(kept, stdout));
    return checked;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function check(text: string): Schema {
  const digest = createHash('sha256').update(text).digest('hex');
  return digest === DIGEST ? { text } : { lack: `the schema's digest is ${digest}, not ${DIGEST}` };
}
