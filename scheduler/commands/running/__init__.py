"""What all verbs that solve are made of: progress, Ctrl-C, and the machines that they solve on."""
