"""What is allowed: one rule a file in ``rules``, and the decisions that rules speak about."""
