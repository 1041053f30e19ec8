"""Migrates llama-stack checkouts from `@webmethod` Protocols to FastAPI routers."""

__version__ = "0.1.0"
