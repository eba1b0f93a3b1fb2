"""The command line, one verb a file; ``cli`` gathers them. Below are rooms for what large ones consist of."""
