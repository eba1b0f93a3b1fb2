"""What a supposed change of a term comes to: what is lost, who is touched, what binds."""
