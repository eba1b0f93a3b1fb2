"""The example term to start from, as files to fill in."""
