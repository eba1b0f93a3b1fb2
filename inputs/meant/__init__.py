"""What somebody probably meant by a cell that is written in another way than the tables ask for."""
