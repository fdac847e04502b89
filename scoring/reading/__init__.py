"""A YAML text read node by node, every fault known by its line. Knows nothing of methods."""
