import { explainInside, type Opener } from '../opener.ts';
import { createExecClient, type ExecClient } from './client.ts';
import { createRelay } from './relay.ts';
import { createCommandRunner } from './run-command.ts';

/** By the client of the official echo image, which sends HTTP requests without a body. */
export function openByExec(kubeconfig: string): Opener {
  let made: Promise<ExecClient> | undefined;
  return {
    createServer: (place, tell) =>
      createRelay(async (request, signal) => {
        made ??= createCommandRunner(kubeconfig).then(createExecClient);
        try {
          const answer = await (await made).send(place, request, signal);
          tell(undefined);
          return answer;
        } catch (error) {
          if (!signal.aborted) tell(explainInside(error, place, 'no client to send by'));
          throw error;
        }
      }),
    close() {
      made?.then((client) => client.close()).catch(() => {});
    },
  };
}
