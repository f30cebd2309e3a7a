import { resolve } from 'node:path';
import { countOf } from '../../../reports/text.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { debugOption } from '../options/common.ts';
import { watchInterrupts } from '../run/interrupt.ts';
import type { Command } from './command.ts';

const group = 'What to fetch';

export const crdsFetchCommand: Command = {
  path: ['crds', 'fetch'],
  summary: "Bring a release's CRDs, CEL rules included, into the cache that clusters are started from",
  options: [
    {
      name: 'version',
      kind: 'text',
      describe: 'Release of the Gateway API',
      group,
      defaultText: 'v1.7.0; with --from, as the file says',
    },
    {
      name: 'channel',
      kind: 'choice',
      choices: ['standard', 'experimental'],
      describe: 'Channel of the release',
      group,
      defaultText: 'standard; with --from, as the file says',
    },
    {
      name: 'from',
      kind: 'text',
      describe: "A YAML file, a folder of them, or an http(s) URL, in place of the release's page and the Go module",
      group,
      values: 'files',
    },
    debugOption,
  ],
  examples: [
    ['crds fetch', 'the newest release; gwconf run then takes it by itself'],
    ['crds fetch --version v1.6.3 && gwconf run --crds v1.6.3', 'test against an older release'],
    ['crds fetch --from ./experimental-install.yaml', 'from a file, where there is no network'],
  ],
  async run({ flags }, { io, wiring }) {
    const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
    const from = text('from');
    const { signal, stop } = watchInterrupts(io, () => {});
    try {
      const { crds, path, cached } = await wiring.fetchCrds({
        version: text('version'),
        channel: text('channel'),
        from: from === undefined || isUrl(from) ? from : resolve(io.cwd, from),
        signal,
      });
      const what = `Gateway API ${crds.version} (${crds.channel})`;
      const done = cached ? 'is here already' : `fetched: ${countOf(crds.crds.length, 'CRD')} from ${crds.source}`;
      io.stdout.write(`${what} ${done}\nkept in ${path}\ngwconf run --crds ${crds.version}-${crds.channel}\n`);
      return 0;
    } catch (error) {
      throw signal.aborted ? signal.reason : explain(error);
    } finally {
      stop();
    }
  },
};

function isUrl(from: string): boolean {
  return /^https?:\/\//.test(from);
}

/** The embedded cluster knows no classes of errors of the harness. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ERR_CRDS_INPUT') return new UsageError(error.message, { cause: error });
  return error.code === 'ERR_CRDS_UNAVAILABLE' ? new HarnessError(error.message, { cause: error }) : error;
}
