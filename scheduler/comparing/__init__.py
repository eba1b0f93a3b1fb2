"""What differs between two plans, for each person, and what stayed the same thing."""
