"""Chores of the project itself, run as `python -m scripts.<name>`."""
