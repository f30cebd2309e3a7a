/** Why no row stands for a clause. */
export const ANY_CONFORMS = 'a recommendation or a freedom: whatever an implementation does conforms';
export const DOCUMENTED = 'it is about what an implementation documents';
export const ASKED_OF_USERS = 'it is asked of those who write the object';
export const REFUSED_BY_API = 'the API server refuses anything else, so that no implementation sees it';
export const SEEN_IN_RACES = 'it shows only where two writers meet, which nobody outside can bring about for certain';
export const NEEDS_OTHER_CRDS =
  'it needs other definitions of the API in the cluster, which would change it for everybody';
export const FOR_READERS = 'what a message says is for people to judge';
export const IMPLEMENTATION_DECIDES = 'what it applies to is for the implementation to decide';
export const NO_LISTENER_FILTER =
  'a listener has filters of external authorisation and of the implementation only, and for neither there is a backend';
export const SHOWN_UNCLAIMED =
  'it concerns implementations that do not claim the feature, and what else they do is not told';
export const LATER_VALUES = 'the API server knows the values of this release and refuses others';
export const CONTRADICTED = 'of two clauses one calls such a filter invalid, and the other one says what it does';
export const NO_PREFLIGHT = 'a request without it is no preflight request, and what is answered to others is left open';
export const EXTERNAL_AUTH = 'an experimental filter that no feature of a release lets an implementation claim';
export const DEFAULT_GATEWAYS = 'an experimental field that no feature of a release lets an implementation claim';
export const EITHER_ENDPOINT = 'once a session is over either endpoint may answer, the first one again, too';
export const SUPPORTED_VERSION = 'an experimental condition that no feature of a release lets an implementation claim';
export const WRITTEN_WHOLE = 'the entries of a status are a list that is written as a whole';
export const NO_MERGED_ROUTES = 'what would be merged is not told';
export const NO_CALL_LOG = 'the echo backends of releases do not log calls';
export const SPECIFIC_FILTERS = 'filters of gRPC backends are specific to implementations';
export const LOST_OR_REJECTED = 'what is rejected cannot be told from what is lost, so that it cannot be counted';
export const ONE_SECOND = 'whether two objects are of one age is for the clock of the API server to say';
export const DEFINITION_ONLY = 'it is about the definition of the resource';
export const NO_SUCH_POLICY = 'no policy of a release can name an object of another namespace';
export const TOLD_SOMEHOW = 'how it is told is left open';
export const SAME_AS_GATEWAYS =
  'the listeners of a ListenerSet are merged with those of its Gateway, for which it is shown';
export const ONE_POD = 'Services of the suite have one pod each, and a count of copies needs several';
export const PUBLIC_AUTHORITY = 'no backend of the suite has a certificate that authorities of a system signed';
