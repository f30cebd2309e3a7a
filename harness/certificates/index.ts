export { type Authority, type AuthorityOptions, createAuthority } from './authority.ts';
