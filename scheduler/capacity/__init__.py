"""How many more trainees a term can take, and what keeps out the next one."""
