"""What verbs are given, and what they make of it: options, terms, stores, the version to keep to."""
