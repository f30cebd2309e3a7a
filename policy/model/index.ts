export type { Alternative, Answer, AnyAnswer, AnyOutcome, Branch, Outcome } from './answer.ts';
export { type Ask, answerAsk } from './ask.ts';
export { type ClauseId, clauses } from './clauses.ts';
export {
  type AnswerDifference,
  compareAnswer,
  describeBranch,
  describeOutcome,
  type Observation,
} from './compare-answer.ts';
export { answerGrpc } from './grpc/answer.ts';
export type { GrpcRequest } from './grpc/request.ts';
export { answerHttp, type Target } from './http/answer.ts';
export type { HttpRequest } from './http/request.ts';
export { answerMesh, type MeshTarget } from './mesh/answer.ts';
export { createModel, type Model } from './model.ts';
export type { ModelOptions } from './options.ts';
export { ManifestError } from './read/node.ts';
export { compareStatus, type StatusDifference } from './status/compare.ts';
export { judgeStatuses } from './status/judge.ts';
export type { StatusOpinion } from './status/opinion.ts';
export { answerStream } from './streams/answer.ts';
export type { StreamRequest } from './streams/request.ts';
