export { type CleanupStack, createCleanupStack } from '../../cleanup/stack.ts';
