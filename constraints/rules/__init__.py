"""One rule a file: its law, its encoding, its verification, its words."""
