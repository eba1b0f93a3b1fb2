"""A term as it would be if something were otherwise, though nobody wrote so into its tables."""
