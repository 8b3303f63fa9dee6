"""What `make bench` runs, and the report that it writes."""
