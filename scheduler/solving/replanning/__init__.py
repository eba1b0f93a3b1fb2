"""Plans a published term again, and proves how few have to be touched."""
