"""Finds plans: parts, levels, bounds."""
