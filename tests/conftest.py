"""What holds for all tests: the programs that they start find everything compiled."""

from __future__ import annotations

import os
import sys

# Where Python is told to keep no bytecode, each of the many programs that tests start would compile the packages
# again, and each process of pytest the tests. It goes beside the sources, as ever.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
