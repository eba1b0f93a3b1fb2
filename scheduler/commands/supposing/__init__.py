"""What ``rota whatif`` is made of: reading what to suppose, running and solving it, the words."""
