export { type CleanupStack, createCleanupStack } from '../../clusters/cleanup/stack.ts';
