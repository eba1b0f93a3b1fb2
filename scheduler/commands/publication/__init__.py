"""What ``rota publish``, ``rollback`` and ``export`` are made of: what came of it, the words, the files."""
