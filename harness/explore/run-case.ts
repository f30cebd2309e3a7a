import {
  type ChosenRequest,
  chooseAsks,
  chooseRequests,
  type Place,
  type Plan,
  planStages,
  type Stage,
} from '../../policy/generate/index.ts';
import { createModel, judgeStatuses, type Model } from '../../policy/model/index.ts';
import { kinds, typeOf } from '../kinds/index.ts';
import { createRandom } from '../run/names/random.ts';
import { checkAsk, isAnswerable } from './ask.ts';
import { type CaseObjects, createCaseObjects } from './case-objects.ts';
import { type Check, checkRequest, checkStatus } from './checks.ts';
import { controlRoute, isServed, type ReachedGateway, readAddress } from './control.ts';
import { countShares, isShared } from './count.ts';
import type { Connection } from './send.ts';
import type { CaseResult, Finding, Ground } from './types.ts';
import { verify } from './verify.ts';

export interface CaseOptions {
  /** Draws the names; every run of a plan has another one. */
  word: string;
  /** Everything goes with the cluster. */
  disposable: boolean;
  /** Look at statuses or at answers alone. */
  only?: 'status' | 'traffic';
}

/** Runs a plan stage by stage, until the first stage that differs from the model. Rejects with what is no finding. */
export async function runCase(
  ground: Ground,
  plan: Plan,
  { word, disposable, only }: CaseOptions,
): Promise<CaseResult> {
  const { clock } = ground;
  const start = clock.now();
  const place: Place = {
    ...ground.place,
    domain: `${word}.example.com`,
    namespaces: ['a', 'b', 'c'].map((letter) => `explored-${word}-${letter}`),
  };
  const stages = planStages(plan, place);
  const made = createCaseObjects(ground, disposable);
  const connection = ground.sender.keep();
  let requests = 0;
  try {
    for (const [index, stage] of stages.entries()) {
      const isWorld = plan.world !== undefined;
      const judged = await runStage(ground, made, place, { stage, index, only, isWorld }, connection);
      requests += judged.requests;
      if (judged.findings.length > 0) return finish(judged.findings, index);
    }
    return finish([], stages.length - 1);
  } finally {
    connection.close();
    await made.remove();
  }

  function finish(findings: readonly Omit<Finding, 'stage'>[], last: number): CaseResult {
    return {
      plan,
      findings: findings.map((finding) => ({ ...finding, stage: last })),
      stages: stages.slice(0, last + 1),
      domain: place.domain,
      requests,
      durationMs: clock.now() - start,
    };
  }
}

interface Judged {
  findings: readonly Omit<Finding, 'stage'>[];
  requests: number;
}

async function runStage(
  ground: Ground,
  made: CaseObjects,
  place: Place,
  { stage, index, only, isWorld }: { stage: Stage; index: number; only?: CaseOptions['only']; isWorld: boolean },
  connection: Connection,
): Promise<Judged> {
  await made.apply(stage.operations);
  const readModel = () => createModel([ground.gatewayClass, ...made.objects()], ground.model);
  const reached = await reachGateways(ground, readModel());
  for (const gateway of reached)
    await made.apply([{ kind: 'apply', object: controlRoute(gateway, place, index), younger: false }]);
  const model = readModel();
  const random = createRandom(place.domain, String(index));
  const draw = (below: number) => random.integer(0, below - 1);
  const limit = only === 'status' ? 0 : ground.requestsPerStage;
  const chosen = isWorld ? [] : chooseRequests(model, place.domain, limit, draw);
  const calls = isWorld ? chooseAsks(model, place.domain, limit, draw).filter(isAnswerable) : [];
  const asked = chosen.flatMap((request) => {
    const gateway = reached.find(({ name, namespace }) => isTarget(request, name, namespace));
    return gateway ? [{ request, address: gateway.address }] : [];
  });
  const checks: Check[] = [
    ...(only === 'traffic' ? [] : judgeStatuses(model).map((opinion) => checkStatus(ground, opinion))),
    ...asked.map(({ request, address }) => checkRequest(ground, request, address)),
    ...calls.flatMap((each) => {
      const gateway = reached.find(({ name, namespace }) => isTarget(each, name, namespace));
      return gateway ? [checkAsk(ground, each, gateway.address)] : [];
    }),
    ...asked.slice(0, 8).map(({ request, address }) => checkRequest(ground, request, address, connection)),
  ];
  const arrived = async () =>
    (await Promise.all(reached.map((gateway) => isServed(ground, gateway, place, index)))).every(Boolean);
  const findings = await verify(ground, checks, arrived);
  const requests = asked.length + calls.length;
  if (findings.length > 0) return { findings, requests };
  const shared = asked.find(({ request }) => isShared(request));
  const miscounted = shared && (await countShares(ground, shared.request, shared.address));
  return { findings: miscounted ? [miscounted] : [], requests };
}

function isTarget({ target }: Pick<ChosenRequest, 'target'>, name: string, namespace: string): boolean {
  return target.name === name && target.namespace === namespace;
}

/** Gateways that have an address, after as long as it may take; that one without has none shows in its status. */
async function reachGateways(ground: Ground, model: Model): Promise<readonly ReachedGateway[]> {
  const { board, clock, pace, signal } = ground;
  const start = clock.now();
  for (;;) {
    const found = model.gateways.map(({ gateway: { meta } }) => {
      const { name, namespace } = meta;
      const object = board.find({
        ...typeOf(kinds.Gateway),
        metadata: { name, namespace },
      });
      return { name, namespace, address: readAddress(object) };
    });
    const reached = found.flatMap(({ address, ...names }) => (address === undefined ? [] : [{ ...names, address }]));
    if (reached.length === found.length || clock.now() - start > pace.arrivalMs) return reached;
    await clock.sleep(pace.pauseMs, signal);
  }
}
