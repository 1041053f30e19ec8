"""What `against_peers.py` times, on which trees, beside what, and how it is printed."""
