"""Finds, verifies and writes plans."""
