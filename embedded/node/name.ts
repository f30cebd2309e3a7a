/** The cluster's one Node. */
export const NODE_NAME = 'gwconf-node';
