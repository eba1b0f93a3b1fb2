"""What stands in files and sheets, as rows of cells that know their line and column."""
