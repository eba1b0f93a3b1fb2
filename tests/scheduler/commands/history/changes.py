"""What changed from the first version to the second, there and back, as people read it."""

from __future__ import annotations

THERE = """\
Li Wei, trainee
  moved   Lecture, Tuesday 9 March 2027, 10:00 to 11:00 -> Wednesday 10 March 2027, 10:00 to 11:00; room Lecture hall -> Skills lab; lead Wang Min -> Zhao Hua; topic Toxicity -> CAR-T
Zhao Hua, faculty
  new     Lecture, as lead, Wednesday 10 March 2027, 10:00 to 11:00, in Skills lab, on CAR-T

"""
BACK = """\
Li Wei, trainee
  moved   Lecture, Wednesday 10 March 2027, 10:00 to 11:00 -> Tuesday 9 March 2027, 10:00 to 11:00; room Skills lab -> Lecture hall; lead Zhao Hua -> Wang Min; topic CAR-T -> Toxicity
Zhao Hua, faculty
  gone    Lecture, as lead, Wednesday 10 March 2027, 10:00 to 11:00, in Skills lab, on CAR-T

"""
