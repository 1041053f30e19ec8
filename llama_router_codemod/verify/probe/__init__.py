"""What runs in the checkout's interpreter, with a tree first on its path: the standard library and the tree's own needs.

Nothing here imports the rest of this project but the docstring rules, which need the standard library only.
"""
