import packet from 'dns-packet';
import { findBlock, type ServerBlock } from './corefile.ts';

export interface Asker {
  protocol: 'udp' | 'tcp';
  address: string;
  port: number;
}

/** Codes of RFC 1035, section 4.1.1. */
const SERVER_FAILURE = 2;
const REFUSED = 5;

/**
 * The answer to a query. `whoami` tells the asker's address and port in the additional section, as CoreDNS's plugin of
 * that name does; everything else would have to be asked elsewhere, and this cluster asks nobody.
 * @throws where the message is no query
 */
export function answerQuery(blocks: readonly ServerBlock[], port: number, message: Buffer, from: Asker): Buffer {
  const query = packet.decode(message);
  const [question] = query.questions ?? [];
  if (query.type !== 'query' || !question) throw new Error('not a query');
  const block = findBlock(blocks, port, question.name);
  const isAnswered = block?.plugins.includes('whoami') === true;
  const code = isAnswered ? 0 : block ? SERVER_FAILURE : REFUSED;
  return packet.encode({
    type: 'response',
    id: query.id ?? 0,
    flags: (isAnswered ? packet.AUTHORITATIVE_ANSWER : 0) | ((query.flags ?? 0) & packet.RECURSION_DESIRED) | code,
    questions: query.questions ?? [],
    additionals: isAnswered ? describeAsker(question.name, from) : [],
  });
}

function describeAsker(name: string, { protocol, address, port }: Asker): packet.Answer[] {
  return [
    { type: address.includes(':') ? 'AAAA' : 'A', name, class: 'IN', ttl: 0, data: address },
    {
      type: 'SRV',
      name: `_${protocol}.${name}`,
      class: 'IN',
      ttl: 0,
      data: { port, target: '.', priority: 0, weight: 0 },
    },
  ];
}
