"""Words about methods and their results: sentences, the outline of a method, what differs between two."""
