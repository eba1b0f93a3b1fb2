"""What a term falls into: parts that follow each other, and parts that have nothing to do with each other."""
