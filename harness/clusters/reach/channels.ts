/**
 * Frames of a port-forward over a WebSocket, subprotocol v4.channel.k8s.io: each begins with the number of its channel,
 * 0 for the data of the first port and 1 for its errors, and the first frame of a channel holds the port's number
 * (as the streaming server of the kubelet does it: k8s.io/kubelet, pkg/cri/streaming/portforward).
 */
export interface ChannelReader {
  /** Gives data and errors of a frame; either may be empty. */
  read(frame: Buffer): { data?: Buffer; error?: string };
}

export const channelProtocol = 'v4.channel.k8s.io';
const dataChannel = 0;
const errorChannel = 1;
const portBytes = 2;

export function createChannelReader(): ChannelReader {
  const begun = new Set<number>();
  return {
    read(frame) {
      const channel = frame[0];
      if (channel === undefined) return {};
      let body = frame.subarray(1);
      if (!begun.has(channel)) {
        begun.add(channel);
        body = body.subarray(portBytes);
      }
      if (body.length === 0) return {};
      if (channel === dataChannel) return { data: body };
      return channel === errorChannel ? { error: body.toString('utf8') } : {};
    },
  };
}

/** A frame that carries data to the pod. */
export function toDataFrame(data: Buffer): Buffer {
  return Buffer.concat([Buffer.of(dataChannel), data]);
}
