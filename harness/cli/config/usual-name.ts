/** The file of settings that is taken where none is named. */
export const usualName = 'gwconf.yaml';
