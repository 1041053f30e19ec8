"""What makes the rows of `release_table.py`. Nothing here uses the tool's own parser, since that is what is judged."""
