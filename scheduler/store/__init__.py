"""Keeps what was published: immutable versions, and what calendar programs were told in each."""
