"""What ``rota explain`` is made of: the case that it makes, the trials that it rests on, the words."""
