"""What no plan can go below, however it is made."""
