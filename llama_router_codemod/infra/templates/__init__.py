"""The files that a checkout needs once, as modules of their own: linters and type checkers read them as they stand.

They are texts to be rendered (see `infra/render_template.py`) and never imported.
"""
