"""Makes a whole plan better, most of it being given: by who lacks, misses or wishes what."""
