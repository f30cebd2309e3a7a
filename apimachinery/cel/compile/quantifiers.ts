import type { Node } from '../parse/node.ts';
import { BOOL, DYN, INT, listOf } from '../types/type.ts';
import { ArrayList } from '../values/list.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { Context } from './context.ts';
import { attempt, requireBool } from './logic.ts';
import { openLoop, requireCondition } from './loops.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/** A loop whose body is a condition; undefined where the call has told of its fault. */
function openPredicate(...[context, ...call]: Parameters<typeof openLoop>) {
  const loop = openLoop(context, ...call);
  return loop && { ...loop, predicate: requireBool(context, context.compile(loop.body, loop.scope), loop.body) };
}

/** `all` and `exists`: an item that decides wins over those whose predicate fails. */
export function compileQuantifier(
  context: Context,
  variables: 1 | 2,
  all: boolean,
  receiver: Node,
  args: readonly Node[],
  scope: Scope,
): Compiled {
  const loop = openPredicate(context, variables, receiver, args, scope);
  if (!loop) return { type: BOOL, run: () => all };
  const { predicate } = loop;
  const run = (frame: Frame) => {
    let failure: CelError | undefined;
    for (const _ of loop.steps(frame)) {
      const result = attempt(predicate, frame);
      if (result === !all) return !all;
      if (result instanceof CelError) failure ??= result;
    }
    if (failure) throw failure;
    return all;
  };
  return { type: BOOL, run };
}

export function compileExistsOne(
  context: Context,
  variables: 1 | 2,
  receiver: Node,
  args: readonly Node[],
  scope: Scope,
  at: number,
): Compiled {
  const loop = openLoop(context, variables, receiver, args, scope);
  if (!loop) return { type: BOOL, run: () => false };
  const predicate = requireCondition(context, context.compile(loop.body, loop.scope), INT, at);
  const run = (frame: Frame) => {
    let count = 0;
    for (const _ of loop.steps(frame)) if (predicate.run(frame) === true) count += 1;
    return count === 1;
  };
  return { type: BOOL, run };
}

export function compileFilter(
  context: Context,
  receiver: Node,
  args: readonly Node[],
  scope: Scope,
  at: number,
): Compiled {
  const loop = openLoop(context, 1, receiver, args, scope);
  if (!loop) return { type: listOf(DYN), run: () => new ArrayList([]) };
  const predicate = requireCondition(context, context.compile(loop.body, loop.scope), listOf(loop.item), at);
  const run = (frame: Frame) => {
    const kept: Value[] = [];
    for (const item of loop.steps(frame)) if (predicate.run(frame) === true) kept.push(item);
    return new ArrayList(kept);
  };
  return { type: listOf(loop.item), run };
}
