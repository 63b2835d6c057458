"""Starts, watches and stops the processes of the whole system on one machine."""
