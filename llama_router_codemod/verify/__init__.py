"""Runs two trees in the checkout's own interpreter and compares what they publish, serve, answer and call."""
