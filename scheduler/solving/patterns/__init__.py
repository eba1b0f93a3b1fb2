"""Meetings by patterns: a main mentor, a usual day and an hour for each meeting of one trainee.

What binds meetings together is who meets whom on which day. A pattern decides that for one trainee at once,
so that main mentors and usual days are whole in every pattern, also where patterns are mixed by a linear
programme; what patterns share (moments of mentors, meetings a week, mentees, fair shares) are few rows.
Patterns are generated as they are needed (column generation), and prices on the rows give a bound in whole
numbers (a Lagrangian bound), which needs no trust in floating point.
"""
