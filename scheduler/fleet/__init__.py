"""Runs many independent solves, on the cores of this machine or on a cluster."""
