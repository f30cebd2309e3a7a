/** A block of a Corefile: what is answered for names below a zone. https://coredns.io/manual/configuration/ */
export interface ServerBlock {
  /** Without a dot at its end, in lower case; empty for the root. */
  zone: string;
  port: number;
  /** First words of the block's lines. */
  plugins: readonly string[];
}

const KEY = /^(?:dns:\/\/)?([^:{}\s]+?)(?::(\d+))?$/;

/** The blocks of a Corefile. Throws naming the line that it cannot read. */
export function parseCorefile(text: string): readonly ServerBlock[] {
  const blocks: ServerBlock[] = [];
  let open: { keys: readonly string[]; plugins: string[]; depth: number } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const words = (line.replace(/(^|\s)#.*$/, '').match(/[^\s{}]+|[{}]/g) ?? []) as readonly string[];
    if (words.length === 0) continue;
    if (!open) {
      if (words.at(-1) !== '{')
        throw new Error(`Corefile:${index + 1}: expected "ZONE:PORT {", found "${line.trim()}"`);
      open = { keys: words.slice(0, -1), plugins: [], depth: 1 };
      continue;
    }
    const [first = ''] = words;
    if (open.depth === 1 && first !== '}') open.plugins.push(first);
    open.depth += words.filter((word) => word === '{').length - words.filter((word) => word === '}').length;
    if (open.depth > 0) continue;
    const { plugins } = open;
    blocks.push(...open.keys.map((key) => ({ ...readKey(key, index), plugins })));
    open = undefined;
  }
  if (open) throw new Error(`Corefile: the block ${open.keys.join(' ')} is not closed`);
  return blocks;
}

function readKey(key: string, index: number): { zone: string; port: number } {
  const [, zone, port = '53'] = KEY.exec(key.replace(/,$/, '')) ?? [];
  if (zone === undefined)
    throw new Error(`Corefile: the block that ends in line ${index + 1} has an unreadable zone "${key}"`);
  return { zone: zone.replace(/\.$/, '').toLowerCase(), port: Number(port) };
}

/** The block of the longest zone that a name lies in. */
export function findBlock(blocks: readonly ServerBlock[], port: number, name: string): ServerBlock | undefined {
  const wanted = name.replace(/\.$/, '').toLowerCase();
  return blocks
    .filter((block) => block.port === port)
    .filter(({ zone }) => zone === '' || wanted === zone || wanted.endsWith(`.${zone}`))
    .sort((a, b) => b.zone.length - a.zone.length)[0];
}
