"""Lets ``python -m scheduler`` do what ``rota`` does."""

import sys

from scheduler.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
