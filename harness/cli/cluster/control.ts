import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** A socket at which a cluster takes the word to end, from `gwconf cluster down`. */
export interface Control {
  path: string;
  /** Resolves when somebody asks for the end. */
  asked: Promise<void>;
  /** Closes the socket, which tells who asked that it is over. */
  close(): void;
}

/** @param folder of this process alone, and readable by its user only */
export async function openControl(folder: string): Promise<Control> {
  const path =
    process.platform === 'win32' ? `\\\\.\\pipe\\gwconf-cluster-${process.pid}` : join(folder, 'control.sock');
  const connections = new Set<{ destroy(): void }>();
  let tell: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => connections.delete(socket));
    socket.on('data', (data) => data.toString().startsWith(END) && tell());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return {
    path,
    asked,
    close() {
      server.close();
      for (const connection of connections) connection.destroy();
    },
  };
}

const END = 'end\n';

/** Whether a cluster listens there still: what its process left behind does not. */
export function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Asks the cluster to end, and waits until it has. False where none listens there. */
export function askToEnd(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let wasThere = false;
    socket.once('connect', () => {
      wasThere = true;
      socket.write(END);
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(wasThere));
  });
}
