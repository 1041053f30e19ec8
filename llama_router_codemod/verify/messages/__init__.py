"""What the two processes of `verify` send each other, as frozen data: options, a plan, a record, progress.

The probe reads and writes it in the checkout's interpreter, the tool in its own; both have pydantic (2.10 or newer).
"""
