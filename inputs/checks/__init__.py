"""What is wrong or doubtful in the tables of a term, though each cell can be read."""
