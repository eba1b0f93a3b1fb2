"""What ``rota plan`` is made of: where plans go, their files, parts solved at once, several terms at once."""
