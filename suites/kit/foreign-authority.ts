/** Certificate of an authority that signed nothing and whose key nobody has; valid for a hundred years. */
export const FOREIGN_AUTHORITY = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBvTCCAWOgAwIBAgIUQL1j2SwSeNhuamJBqk9Jj3fBZFEwCgYIKoZIzj0EAwIw',
  'KzEpMCcGA1UEAwwgQW4gYXV0aG9yaXR5IHRoYXQgc2lnbmVkIG5vdGhpbmcwIBcN',
  'MjYxMTMwMDExOTA4WhgPMjEyNjExMDYwMTE5MDhaMCsxKTAnBgNVBAMMIEFuIGF1',
  'dGhvcml0eSB0aGF0IHNpZ25lZCBub3RoaW5nMFkwEwYHKoZIzj0CAQYIKoZIzj0D',
  'AQcDQgAE7ThjfeGqdL7OSCUDXYq+p1S5wjXWR6cXhD2XRKNfjT5HSgfI9UPC8u/c',
  'wLPIdOCTvpO2NUp3bPTBFYWG4eYlW6NjMGEwHQYDVR0OBBYEFNW5i1euyvtqj3zw',
  '/cJmyNMa7OEEMB8GA1UdIwQYMBaAFNW5i1euyvtqj3zw/cJmyNMa7OEEMA8GA1Ud',
  'EwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMCA0gAMEUCIEOy',
  '4O8KbUNIGm2L3LlRGGuhxhTw8nu0kuVkSOaTPkrGAiEAi77tpvwMixxG9sF+1PJt',
  'h298zf+uviA4QgJRk9Npl3g=',
  '-----END CERTIFICATE-----',
  '',
].join('\n');
