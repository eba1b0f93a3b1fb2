"""What ``rota capacity`` is made of: one run, from the plan of those who are there to the last week."""
