"""Compares Jupyter kernels as their clients see them."""
