import type { AnyAnswer } from './answer.ts';
import { answerGrpc } from './grpc/answer.ts';
import type { GrpcRequest } from './grpc/request.ts';
import { answerHttp, type Target } from './http/answer.ts';
import type { HttpRequest } from './http/request.ts';
import type { Model } from './model.ts';
import { answerStream } from './streams/answer.ts';
import type { StreamRequest } from './streams/request.ts';

/** What a client may ask of a port, in any protocol. */
export type Ask =
  | { kind: 'http'; request: HttpRequest }
  | { kind: 'grpc'; request: GrpcRequest }
  | { kind: 'stream'; request: StreamRequest };

/** Everything that the specification allows a Gateway to do with it. */
export function answerAsk(model: Model, target: Target, ask: Ask): AnyAnswer {
  if (ask.kind === 'http') return answerHttp(model, target, ask.request);
  return ask.kind === 'grpc' ? answerGrpc(model, target, ask.request) : answerStream(model, target, ask.request);
}
