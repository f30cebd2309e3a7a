import type { HeaderLine } from '../model/header.ts';
import { type Fault, fault } from './types.ts';

const collapse = (path: string) => {
  const [before = '', ...query] = path.split('?');
  const clean = before.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  return [clean, ...query].join('?');
};
const expand = (text: string) => text.replace(/\$(?:\d|&|\{\d\})/g, '');
const matchesAt = (expression: string, text: string) => {
  try {
    return new RegExp(`^(?:${expression})`).exec(text)?.[0];
  } catch {
    return undefined;
  }
};

/** Texts that mean what they say, and are taken for templates, expressions or lists, or are written in another way. */
export const literalFaults: readonly Fault[] = [
  fault('prefix-as-expression', 'takes the prefix of a path for an expression', 'matching', () => ({
    prefixPath: (prefix, path) => {
      const found = matchesAt(prefix.replace(/\/$/, ''), path);
      return found !== undefined && ['', '/'].includes(path.slice(found.length, found.length + 1));
    },
  })),
  fault('exact-path-as-expression', 'takes an exact path for an expression', 'matching', () => ({
    exactPath: (expected, path) => matchesAt(expected, path) === path,
  })),
  fault('exact-header-as-expression', 'takes the exact value of a header for an expression', 'matching', () => ({
    headerValue: (expected, value) => matchesAt(expected, value) === value,
  })),
  fault(
    'exact-query-as-expression',
    'takes the exact value of a query parameter for an expression',
    'matching',
    () => ({
      queryValue: (expected, value) => matchesAt(expected, value) === value,
    }),
  ),
  fault('header-value-split', 'takes a value with a comma for a list of values', 'matching', ({ headerValue }) => ({
    headerValue: (expected, value) => value.split(/, */).some((part) => headerValue(expected, part)),
  })),
  fault(
    'header-underscore-unmatched',
    'does not see headers with an underscore in their name',
    'matching',
    (right) => ({
      headerName: (expected, name) => !name.includes('_') && right.headerName(expected, name),
    }),
  ),
  fault(
    'header-odd-name-unmatched',
    'does not see headers whose name is more than letters, digits and dashes',
    'matching',
    (right) => ({
      headerName: (expected, name) => /^[\w-]+$/.test(name) && right.headerName(expected, name),
    }),
  ),
  fault(
    'rewrite-as-template',
    'takes dollar signs in a path to rewrite to for groups',
    'filters',
    ({ rewritePath }) => ({
      rewritePath: (target, rewrite, match) => {
        const written = rewritePath(target, rewrite, match);
        const asked = rewrite.path?.replaceFullPath ?? rewrite.path?.replacePrefixMatch ?? '';
        return asked.includes('$') ? written.replace(asked, () => expand(asked)) : written;
      },
    }),
  ),
  fault(
    'redirect-as-template',
    'takes dollar signs in a path to redirect to for groups',
    'filters',
    ({ redirect }) => ({
      redirect: (filter, request) => {
        const { status, location } = redirect(filter, request);
        return { status, location: expand(location) };
      },
    }),
  ),
  ...(['set', 'add'] as const).flatMap((what): Fault[] => {
    const member = `${what}Header` as const;
    const changing = (name: string, description: string, change: (value: string) => string) =>
      fault(`header-${what}-${name}`, `${description} in a value that it ${what}s`, 'filters', (right) => ({
        [member]: (lines: readonly HeaderLine[], header: string, value: string) =>
          right[member](lines, header, change(value)),
      }));
    return [
      changing('percent-expanded', 'takes text between percent signs for a variable', (value) =>
        value.replace(/%[^%\s]+%/g, '-').replaceAll('%%', '%'),
      ),
      changing('dollar-expanded', 'takes what follows a dollar sign for a variable', (value) =>
        value.replace(/\$\{?\w+\}?/g, ''),
      ),
      changing('quotes-lost', 'loses quotes and backslashes', (value) => value.replace(/["\\]/g, '')),
      changing('comma-cut', 'keeps what stands before a comma', (value) => value.replace(/,.*$/, '')),
      changing('spaces-lost', 'joins spaces', (value) => value.replace(/ {2,}/g, ' ')),
      changing('semicolon-cut', 'keeps what stands before a semicolon', (value) => value.replace(/;.*$/, '')),
    ];
  }),
  fault(
    'rewrite-unescapes',
    'undoes the percent-encoding of a path that it rewrites',
    'filters',
    ({ rewritePath }) => ({
      rewritePath: (target, rewrite, match) =>
        rewritePath(target, rewrite, match).replace(/%(?:2[1-9a-f]|[3-7][0-9a-e])/gi, (code) =>
          decodeURIComponent(code),
        ),
    }),
  ),
  fault('rewrite-tidies', 'leaves out a slash at the end and joins slashes where it rewrites', 'filters', (right) => ({
    rewritePath: (target, rewrite, match) => collapse(right.rewritePath(target, rewrite, match)),
  })),
  fault(
    'redirect-tidies',
    'leaves out a slash at the end and joins slashes where it redirects',
    'filters',
    (right) => ({
      redirect: (filter, request) => right.redirect(filter, { ...request, target: collapse(request.target) }),
    }),
  ),
  fault('redirect-unescapes', 'undoes the percent-encoding of a path that it redirects', 'filters', ({ redirect }) => ({
    redirect: (filter, request) => {
      const { status, location } = redirect(filter, request);
      return {
        status,
        location: location.replace(/%(?:2[1-9a-f]|[3-7][0-9a-e])/gi, (code) => decodeURIComponent(code)),
      };
    },
  })),
  fault('cors-origin-ending', 'allows origins that end like one with a wildcard', 'cors', ({ allowsOrigin }) => ({
    allowsOrigin: (filter, origin) =>
      allowsOrigin(filter, origin) ||
      (filter.allowOrigins ?? []).some((allowed) => {
        const [scheme = '', end] = allowed.split('*.');
        return end !== undefined && origin.startsWith(scheme) && origin.endsWith(end) && origin !== scheme + end;
      }),
  })),
  fault('cors-origin-beginning', 'allows origins that begin like an allowed one', 'cors', ({ allowsOrigin }) => ({
    allowsOrigin: (filter, origin) =>
      allowsOrigin(filter, origin) ||
      (filter.allowOrigins ?? []).some((allowed) => !allowed.includes('*') && origin.startsWith(`${allowed}.`)),
  })),
];
