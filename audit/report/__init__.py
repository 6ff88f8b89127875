"""Findings -> what their readers want: one module a format."""
