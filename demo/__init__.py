"""The demonstration college: a made-up college with real-looking data, the same for a seed."""
