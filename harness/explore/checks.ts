import type { ChosenRequest } from '../../policy/generate/index.ts';
import { compareAnswer, compareStatus, type Observation, type StatusOpinion } from '../../policy/model/index.ts';
import { GATEWAY_GROUP, typeOf } from '../kinds/index.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { Connection, Remote } from './send.ts';
import type { Finding, Ground } from './types.ts';

/** What differs now. */
export interface Difference extends Omit<Finding, 'stage'> {
  /** Nothing came in all the time that an answer has: on a busy machine that may be due to the machine. */
  silent?: true;
}

/** One thing that must be as the model says. `look` gives what differs now; undefined: it is right. */
export interface Check {
  look(): Promise<Difference | undefined>;
}

/**
 * How an answer differs from the model's.
 * @param send the exchange, whose time is taken
 */
export async function compareInTime(
  { clock, pace }: Pick<Ground, 'clock' | 'pace'>,
  send: () => Promise<Observation>,
  compare: (observation: Observation) => Pick<Finding, 'expected' | 'observed' | 'clause'> | undefined,
): Promise<Pick<Difference, 'expected' | 'observed' | 'clause' | 'silent'> | undefined> {
  const start = clock.now();
  const observation = await send();
  const silent = observation.error !== undefined && clock.now() - start >= pace.requestMs;
  const difference = compare(observation);
  return difference && { ...difference, ...(silent ? { silent } : {}) };
}

/** @param connection one that stays open over all stages of a case; undefined: a new one for each request */
export function checkRequest(
  ground: Ground,
  { request, target, answer }: ChosenRequest,
  address: string,
  connection?: Connection,
): Check {
  const remote: Remote = { address, port: target.port };
  return {
    async look() {
      const difference = await compareInTime(
        ground,
        () => ground.sender.send(remote, request, ground.signal, connection),
        (observation) => compareAnswer(answer, observation, request.scheme),
      );
      if (!difference) return undefined;
      const kept = connection !== undefined;
      return { kind: 'traffic', subject: describeRequest(request), ...difference, request: { target, request, kept } };
    },
  };
}

export function describeRequest({ method, scheme, host, path, headers, sni }: ChosenRequest['request']): string {
  const lines = headers.map(([name, value]) => ` -H '${name}: ${value}'`).join('');
  const name = scheme === 'https' && sni !== host ? ` (server name ${sni})` : '';
  return `${method} ${scheme}://${host}${path}${lines}${name}`;
}

export function checkStatus({ board, model }: Ground, opinion: StatusOpinion): Check {
  const { kind, name, namespace } = opinion;
  const subject = `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
  const metadata = namespace === '' ? { name } : { name, namespace };
  return {
    async look() {
      const object: KubeObject | undefined = board.find({
        ...typeOf({ group: GATEWAY_GROUP, kind }),
        metadata,
      });
      const [difference] = compareStatus(opinion, object ?? {}, model.controllerName);
      if (!difference) return undefined;
      return { kind: 'status', ...difference, subject: `${subject} ${difference.path}`, object };
    },
  };
}
