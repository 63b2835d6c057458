"""Benchmarks: the product against a bare floor, in one run on the same data (`make bench`)."""
