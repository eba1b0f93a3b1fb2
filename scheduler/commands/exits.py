"""What the exit codes of ``rota`` mean."""

from __future__ import annotations

DONE = 0
NO = 1
"""The answer is no: a plan breaks rules, pins contradict each other, a change costs, or nobody more fits."""
MISUSE = 2
FAULTS = 3
"""There are faults in the input."""
NOTHING_FOUND = 4
OVERTAKEN = 5
"""Somebody else published first."""
TROUBLE = 6
"""Trouble with a store, a file, or the machines that solve."""
OWN_FAULT = 70
"""This program is at fault; the number is that of EX_SOFTWARE in sysexits.h."""
INTERRUPTED = 130
SIGNALLED = 128
"""Added to the number of the signal that ended the program."""
UNHEARD = SIGNALLED + 13
"""Whoever read what was written went away; the number is that of a program that SIGPIPE ends."""
