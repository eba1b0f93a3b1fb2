"""The command line, one verb a file; ``cli`` gathers them."""
