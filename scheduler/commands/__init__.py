"""The command line: one verb a file, gathered by ``cli``, and rooms for what large ones or several need."""
