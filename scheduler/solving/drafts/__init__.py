"""Plans made without the solver: there is always something to begin with, and it says so when it is short."""
