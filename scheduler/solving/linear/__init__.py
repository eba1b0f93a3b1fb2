"""Models as linear programmes: their relaxation, and branching on it where it is nearly whole."""
