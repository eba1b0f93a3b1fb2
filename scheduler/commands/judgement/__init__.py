"""What verbs that read a plan are made of: the plan held against the rules, and its other files read."""
