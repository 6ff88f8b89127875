"""Drives the pipeline over many files: finds them, ships them to processes, keeps memory bounded."""
