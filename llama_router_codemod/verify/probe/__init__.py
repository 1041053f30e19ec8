"""What runs in the checkout's interpreter, with a tree first on its path.

It needs the standard library and what every server needs; of the rest of this project the messages of `verify`, and of
`parse` the rules for docstrings, import statements and the object of a method.
"""
