"""Tests of the demonstration college."""
